// operator delete of the programs: see model/cluster/freed_memory.h. Under the address sanitizer its own stays, which knows more.
#include "model/cluster/freed_memory.h"

#include <cstdlib>
#include <new>

#ifndef __SANITIZE_ADDRESS__

void* operator new(std::size_t size) {
    for (;;) {
        if (void* const memory = std::malloc(size == 0 ? 1 : size))
            return memory;
        const std::new_handler handler = std::get_new_handler();
        if (handler == nullptr)
            throw std::bad_alloc();
        handler();
    }
}

void operator delete(void* memory) noexcept {
    gatesight::model::wipingFree(memory);
}

void operator delete(void* memory, std::size_t /*size*/) noexcept {
    gatesight::model::wipingFree(memory);
}

#endif
