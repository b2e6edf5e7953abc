#pragma once

#include <string>

namespace gatesight::test {

/// The absolute path of the project's source folder followed by `below`, for tests that read
/// samples and corpora.
std::string sourcePath(const std::string& below = {});

}  // namespace gatesight::test
