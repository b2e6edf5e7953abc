#include "tests/house/source_folder.h"

namespace gatesight::test {

// One file alone is compiled with the path: all other objects are the same in every clone, so a
// compiler cache can serve them.
std::string sourcePath(const std::string& below) {
    return GATESIGHT_SOURCE_DIR + below;
}

}  // namespace gatesight::test
