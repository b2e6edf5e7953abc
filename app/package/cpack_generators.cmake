# Which part goes into which kind of package.
if(CPACK_GENERATOR STREQUAL "TGZ")
    set(CPACK_COMPONENTS_ALL portable)
    set(CPACK_PACKAGING_INSTALL_PREFIX "/gatesight-${CPACK_PACKAGE_VERSION}")
else()
    list(REMOVE_ITEM CPACK_COMPONENTS_ALL portable Unspecified)
endif()
