# Every package the project uses, found in one place.
find_package(Threads REQUIRED)
find_package(fmt REQUIRED)
find_package(nlohmann_json REQUIRED)
find_package(CLI11 REQUIRED)

# find_package(Torch) edits CMAKE_CXX_FLAGS; its flags go on one INTERFACE target instead.
set(_flags_before_torch "${CMAKE_CXX_FLAGS}")
find_package(Torch REQUIRED)
set(CMAKE_CXX_FLAGS "${_flags_before_torch}")
add_library(logdigitise_torch INTERFACE)
target_link_libraries(logdigitise_torch INTERFACE ${TORCH_LIBRARIES})
target_include_directories(logdigitise_torch SYSTEM INTERFACE "${TORCH_INCLUDE_DIRS}")
separate_arguments(_torch_flags UNIX_COMMAND "${TORCH_CXX_FLAGS}")
target_compile_options(logdigitise_torch INTERFACE ${_torch_flags})

if(LOGDIGITISE_OPENCV)
  # Debian has OpenCV's CMake files only in libopencv-dev, which pulls in hundreds of packages; three of its
  # libraries are all we need, so they are looked up by name.
  find_path(OPENCV_INCLUDE_DIR opencv2/core.hpp PATH_SUFFIXES opencv4 REQUIRED)
  find_library(OPENCV_CORE_LIBRARY opencv_core REQUIRED)
  find_library(OPENCV_IMGPROC_LIBRARY opencv_imgproc REQUIRED)
  find_library(OPENCV_IMGCODECS_LIBRARY opencv_imgcodecs REQUIRED)
  find_package(TIFF REQUIRED)
  find_package(JPEG REQUIRED)
  find_package(ZLIB REQUIRED)
  find_package(PkgConfig REQUIRED)
  pkg_check_modules(QPDF REQUIRED IMPORTED_TARGET libqpdf)
  add_library(logdigitise_opencv INTERFACE)
  target_link_libraries(logdigitise_opencv INTERFACE
    ${OPENCV_IMGCODECS_LIBRARY} ${OPENCV_IMGPROC_LIBRARY} ${OPENCV_CORE_LIBRARY})
  target_include_directories(logdigitise_opencv SYSTEM INTERFACE ${OPENCV_INCLUDE_DIR})
  pkg_check_modules(TESSERACT REQUIRED IMPORTED_TARGET tesseract)
  add_library(logdigitise_tesseract INTERFACE)
  target_link_libraries(logdigitise_tesseract INTERFACE PkgConfig::TESSERACT)
endif()
