#include "model/cluster/plugin_consent.h"

#include <openssl/sha.h>

#include <fmt/format.h>

#include <array>

namespace gatesight::model {

namespace {

/// Each text with its length, so that no two calls come to the same bytes.
void append(std::string& bytes, const std::string& text) {
    bytes += fmt::format("{}:", text.size());
    bytes += text;
}

}  // namespace

std::string fingerprintOf(const PluginCall& call) {
    std::string bytes;
    append(bytes, call.program);
    append(bytes, call.kubeconfig);
    bytes += fmt::format("{} arguments ", call.args.size());
    for (const std::string& argument : call.args)
        append(bytes, argument);
    for (const auto& [name, value] : call.env) {
        append(bytes, name);
        append(bytes, value);
    }
    std::array<unsigned char, SHA256_DIGEST_LENGTH> digest{};
    SHA256(reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(), digest.data());
    std::string text;
    for (const unsigned char byte : digest)
        text += fmt::format("{:02x}", byte);
    return text;
}

}  // namespace gatesight::model
