# Warnings and sanitizers for our own targets; third-party headers come in as SYSTEM.
add_library(logdigitise_warnings INTERFACE)
target_compile_options(logdigitise_warnings INTERFACE -Wall -Wextra -Wpedantic -Wshadow -Wconversion)
# g++ 12 at -O3 sees overlapping, overflowing and uninitialised copies inside std::string and std::vector where
# there are none (GCC bugs 105651, 105329); the debug and sanitizer builds look for real ones.
target_compile_options(logdigitise_warnings INTERFACE
  $<$<CXX_COMPILER_ID:GNU>:-Wno-restrict;-Wno-stringop-overflow;-Wno-maybe-uninitialized>)
if(LOGDIGITISE_WARNINGS_AS_ERRORS)
  target_compile_options(logdigitise_warnings INTERFACE -Werror)
endif()
if(LOGDIGITISE_SANITIZE)
  target_compile_options(logdigitise_warnings INTERFACE -fsanitize=${LOGDIGITISE_SANITIZE} -fno-omit-frame-pointer
    -fno-sanitize-recover=undefined)
  target_link_options(logdigitise_warnings INTERFACE -fsanitize=${LOGDIGITISE_SANITIZE})
  # Their settings are part of every program, so that a test needs no environment for them.
  target_sources(logdigitise_warnings INTERFACE
    $<$<STREQUAL:$<TARGET_PROPERTY:TYPE>,EXECUTABLE>:${PROJECT_SOURCE_DIR}/tests/sanitizers/settings.cpp>)
endif()

# logdigitise_limit_tests(<seconds> <test>...): how long each may take; ten times that with a sanitizer.
function(logdigitise_limit_tests seconds)
  if(LOGDIGITISE_SANITIZE)
    math(EXPR seconds "10 * ${seconds}")
  endif()
  set_tests_properties(${ARGN} PROPERTIES TIMEOUT ${seconds})
endfunction()

# logdigitise_add_module(<name> HEADERS .. SOURCES .. PUBLIC .. PRIVATE ..)
# One static library per module; PUBLIC and PRIVATE are link edges, checked against the table by tests/lint.
function(logdigitise_add_module name)
  cmake_parse_arguments(ARG "" "" "HEADERS;SOURCES;PUBLIC;PRIVATE" ${ARGN})
  set(target logdigitise_${name})
  add_library(${target} STATIC ${ARG_SOURCES} ${ARG_HEADERS})
  target_include_directories(${target} PUBLIC "${PROJECT_SOURCE_DIR}/lib")
  target_link_libraries(${target} PUBLIC ${ARG_PUBLIC} PRIVATE ${ARG_PRIVATE} logdigitise_warnings)
endfunction()

# logdigitise_add_test(<module> [RUNS_PROGRAM] SOURCES .. LINK ..): one test binary and one CTest entry per module,
# since many load LibTorch and its start-up costs 0.8 s. With RUNS_PROGRAM the program is built first, and the tests
# know it as LOGDIGITISE_BINARY.
function(logdigitise_add_test name)
  cmake_parse_arguments(ARG "RUNS_PROGRAM" "" "SOURCES;LINK" ${ARGN})
  set(target ${name}_test)
  add_executable(${target} ${ARG_SOURCES})
  target_include_directories(${target} PRIVATE "${PROJECT_SOURCE_DIR}")
  target_link_libraries(${target} PRIVATE ${ARG_LINK} GTest::gtest_main logdigitise_warnings)
  target_compile_definitions(${target} PRIVATE LOGDIGITISE_SOURCE_DIR="${PROJECT_SOURCE_DIR}")
  if(ARG_RUNS_PROGRAM)
    target_compile_definitions(${target} PRIVATE LOGDIGITISE_BINARY="$<TARGET_FILE:logdigitise>")
    add_dependencies(${target} logdigitise)
  endif()
  add_test(NAME ${name} COMMAND ${target})
  logdigitise_limit_tests(900 ${name})
endfunction()

# logdigitise_skip_tests(<reason> <test>...): tests that mean nothing in this build; CTest lists them as skipped.
function(logdigitise_skip_tests reason)
  foreach(name IN LISTS ARGN)
    add_test(NAME ${name} COMMAND "${CMAKE_COMMAND}" -E echo "skipped: ${reason}")
    set_tests_properties(${name} PROPERTIES SKIP_REGULAR_EXPRESSION "^skipped: ")
  endforeach()
endfunction()
