#include "simulator/picture/picture_module.h"

#include <fmt/format.h>

#include <dlfcn.h>

#include <filesystem>
#include <vector>

namespace gatesight::simulator {

namespace {

constexpr const char* kModule = "gatesight-picture.so";

// Beside the program, where a build puts it, or where packages put modules.
std::vector<std::filesystem::path> places() {
    std::error_code unknown;
    const auto folder = std::filesystem::read_symlink("/proc/self/exe", unknown).parent_path();
    return {folder / kModule, folder.parent_path() / "lib" / "gatesight" / kModule};
}

// It stays loaded: the libraries it brings keep what they know of fonts until the process ends.
std::expected<void*, std::string> loadModule() {
    for (const auto& place : places()) {
        std::error_code unknown;
        if (!std::filesystem::exists(place, unknown))
            continue;
        if (void* module = dlopen(place.c_str(), RTLD_NOW | RTLD_LOCAL))
            return module;
        return std::unexpected(std::string(dlerror()));
    }
    return std::unexpected(
        fmt::format("the module {} is missing beside the program; this build was made without "
                    "librsvg (-o svg needs nothing)",
                    kModule));
}

}  // namespace

std::expected<std::string, std::string> pictureOf(std::string_view svg, picture::Form form) {
    const picture::Page page{svg};
    return pictureOf(picture::Document{{&page, 1}}, form);
}

std::expected<std::string, std::string> pictureOf(const picture::Document& document,
                                                  picture::Form form) {
    const auto module = loadModule();
    if (!module)
        return std::unexpected(module.error());
    const auto draw = reinterpret_cast<picture::Draw*>(dlsym(*module, picture::kDrawName));
    if (!draw)
        return std::unexpected(fmt::format("{} is of another version", kModule));
    picture::Picture result;
    draw(document, form, result);
    if (!result.error.empty())
        return std::unexpected("the picture could not be drawn: " + result.error);
    return std::move(result.bytes);
}

}  // namespace gatesight::simulator
