// What passes through the memory of this process while a cluster is read holds secrets: of Secrets that are looked at, of
// environments and annotations that are dropped. While a FreedMemoryWiped lives, memory is overwritten before it is given back, so
// that neither a dump of the process nor a later allocation finds them.
//
// This is the one switch of the process: memory is freed everywhere, also by libraries that take no arguments of ours.
#pragma once

#include <cstddef>

namespace gatesight::model {

class FreedMemoryWiped {
public:
    FreedMemoryWiped();
    ~FreedMemoryWiped();
    FreedMemoryWiped(const FreedMemoryWiped&) = delete;
    FreedMemoryWiped& operator=(const FreedMemoryWiped&) = delete;
};

/// free() that overwrites first while one of the above lives. For memory of malloc().
void wipingFree(void* memory);
/// realloc() that leaves nothing behind where the memory moved.
[[nodiscard]] void* wipingRealloc(void* memory, std::size_t size);

/// Lets OpenSSL free its memory this way. At the start of a program, before OpenSSL is used; the programs' operator delete does the
/// same (app/wiping_delete.cpp), and libcurl is told when it is first used.
void letOpensslWipe();

}  // namespace gatesight::model
