# How every target of the project is made: language, warnings, sanitizers, include root.

add_library(gatesight_options INTERFACE)
target_compile_features(gatesight_options INTERFACE cxx_std_23)
target_include_directories(gatesight_options INTERFACE ${PROJECT_SOURCE_DIR})
target_compile_options(gatesight_options INTERFACE
    -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Wnon-virtual-dtor -Woverloaded-virtual -Werror=switch)
if(GATESIGHT_WERROR)
    target_compile_options(gatesight_options INTERFACE -Werror)
endif()
if(GATESIGHT_SANITIZE)
    target_compile_options(gatesight_options INTERFACE
        -fsanitize=${GATESIGHT_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
    target_link_options(gatesight_options INTERFACE -fsanitize=${GATESIGHT_SANITIZE})
endif()
if(GATESIGHT_FUZZ)
    # The code under test is instrumented; only the targets themselves bring libFuzzer's main.
    target_compile_options(gatesight_options INTERFACE -fsanitize=fuzzer-no-link)
endif()

# gatesight_room(<name>): the static library gatesight_<name> of all sources below the current folder.
function(gatesight_room name)
    file(GLOB_RECURSE sources CONFIGURE_DEPENDS *.cpp)
    file(GLOB_RECURSE headers CONFIGURE_DEPENDS *.h)
    set(library gatesight_${name})
    add_library(${library} STATIC)
    target_sources(${library} PRIVATE ${sources}
        PUBLIC FILE_SET HEADERS BASE_DIRS ${PROJECT_SOURCE_DIR} FILES ${headers})
    target_link_libraries(${library} PUBLIC gatesight_options)
endfunction()
