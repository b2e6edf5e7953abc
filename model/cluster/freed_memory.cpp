#include "model/cluster/freed_memory.h"

#include <openssl/crypto.h>

#include <malloc.h>
#include <cstring>

#include <algorithm>
#include <array>
#include <atomic>
#include <cstdlib>

namespace gatesight::model {

namespace {

std::atomic<int> g_wiping{0};

/// Short texts lie in the frames of functions that have returned.
[[gnu::noinline]] void wipeStackBelow() {
    std::array<char, std::size_t{256} << 10> frames;
    explicit_bzero(frames.data(), frames.size());
}

void* opensslAllocate(std::size_t size, const char* /*file*/, int /*line*/) {
    return std::malloc(size);
}

void* opensslReallocate(void* memory, std::size_t size, const char* /*file*/, int /*line*/) {
    return wipingRealloc(memory, size);
}

void opensslFree(void* memory, const char* /*file*/, int /*line*/) {
    wipingFree(memory);
}

}  // namespace

FreedMemoryWiped::FreedMemoryWiped() {
    ++g_wiping;
}

FreedMemoryWiped::~FreedMemoryWiped() {
    wipeStackBelow();
    --g_wiping;
}

void wipingFree(void* memory) {
    if (memory != nullptr && g_wiping.load(std::memory_order_relaxed) > 0)
        explicit_bzero(memory, malloc_usable_size(memory));
    std::free(memory);
}

void* wipingRealloc(void* memory, std::size_t size) {
    if (memory == nullptr || g_wiping.load(std::memory_order_relaxed) == 0)
        return std::realloc(memory, size);
    if (size == 0) {
        wipingFree(memory);
        return nullptr;
    }
    void* const moved = std::malloc(size);
    if (moved == nullptr)
        return nullptr;
    std::memcpy(moved, memory, std::min(size, malloc_usable_size(memory)));
    wipingFree(memory);
    return moved;
}

void letOpensslWipe() {
    // Refused when OpenSSL has memory already; it then frees it as ever.
    CRYPTO_set_mem_functions(opensslAllocate, opensslReallocate, opensslFree);
}

}  // namespace gatesight::model
