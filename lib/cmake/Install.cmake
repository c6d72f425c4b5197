# `cmake --install`, and the Debian package (cpack -G DEB). The program finds its models from its own place, so that
# the whole may lie anywhere.
# Programs with sanitizers are not for others, and do not run while they are being built.
if(LOGDIGITISE_SANITIZE)
  return()
endif()
set(_pages "${PROJECT_BINARY_DIR}/pages")
set(_pages_stamp "${_pages}/stamp")
add_custom_command(OUTPUT "${_pages_stamp}"
  COMMAND "${CMAKE_COMMAND}" -E make_directory "${_pages}/man1"
  COMMAND logdigitise completion man --out "${_pages}/man1"
  COMMAND logdigitise completion bash > "${_pages}/logdigitise.bash"
  COMMAND logdigitise completion zsh > "${_pages}/_logdigitise"
  COMMAND "${CMAKE_COMMAND}" -E touch "${_pages_stamp}"
  DEPENDS logdigitise
  VERBATIM)
add_custom_target(pages ALL DEPENDS "${_pages_stamp}")

install(TARGETS logdigitise RUNTIME DESTINATION "${CMAKE_INSTALL_BINDIR}")
# The library for other programs: find_package(logdigitise), docs/api.md.
if(LOGDIGITISE_OPENCV)
  include(CMakePackageConfigHelpers)
  set(_package "${CMAKE_INSTALL_LIBDIR}/cmake/logdigitise")
  install(TARGETS logdigitise_api EXPORT logdigitise LIBRARY DESTINATION "${CMAKE_INSTALL_LIBDIR}")
  install(FILES "${PROJECT_SOURCE_DIR}/lib/logdigitise/api/digitise.hpp"
    DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}/logdigitise/api")
  install(EXPORT logdigitise NAMESPACE logdigitise:: DESTINATION "${_package}" FILE logdigitiseConfig.cmake)
  write_basic_package_version_file("${PROJECT_BINARY_DIR}/logdigitiseConfigVersion.cmake"
    COMPATIBILITY SameMinorVersion)
  install(FILES "${PROJECT_BINARY_DIR}/logdigitiseConfigVersion.cmake" DESTINATION "${_package}")
endif()
install(DIRECTORY "${PROJECT_SOURCE_DIR}/models/" DESTINATION "${CMAKE_INSTALL_DATADIR}/logdigitise/models")
install(DIRECTORY "${PROJECT_SOURCE_DIR}/samples" DESTINATION "${CMAKE_INSTALL_DATADIR}/logdigitise")
install(DIRECTORY "${_pages}/man1" DESTINATION "${CMAKE_INSTALL_MANDIR}")
install(FILES "${_pages}/logdigitise.bash" DESTINATION "${CMAKE_INSTALL_DATADIR}/bash-completion/completions"
  RENAME logdigitise)
install(FILES "${_pages}/_logdigitise" DESTINATION "${CMAKE_INSTALL_DATADIR}/zsh/vendor-completions")
install(FILES "${PROJECT_SOURCE_DIR}/README.md" "${PROJECT_SOURCE_DIR}/CHANGELOG.md"
  DESTINATION "${CMAKE_INSTALL_DOCDIR}")
install(DIRECTORY "${PROJECT_SOURCE_DIR}/docs" DESTINATION "${CMAKE_INSTALL_DOCDIR}")
install(FILES "${PROJECT_SOURCE_DIR}/LICENSE" DESTINATION "${CMAKE_INSTALL_DOCDIR}" RENAME copyright)

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME logdigitise)
set(CPACK_PACKAGE_VENDOR "the logdigitise authors")
set(CPACK_PACKAGE_CONTACT "the logdigitise authors <logdigitise@example.org>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "${PROJECT_DESCRIPTION}")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION science)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
# What no link edge tells: BLAS of some speed, the words of the second reader, the renderer of drawn PDFs.
set(CPACK_DEBIAN_PACKAGE_DEPENDS "libopenblas0-pthread, tesseract-ocr-eng, poppler-utils")
include(CPack)
