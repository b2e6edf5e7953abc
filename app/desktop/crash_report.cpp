// In a handler of such a signal the heap and every lock may be broken. What it reads was prepared
// before, in memory of fixed size; what it calls is on the list of signal-safety(7), but for
// backtrace(), which only allocates at its first call: that is made here, too.
#include "app/desktop/crash_report.h"

#include <cxxabi.h>
#include <elf.h>
#include <execinfo.h>
#include <fcntl.h>
#include <link.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <csignal>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <exception>
#include <filesystem>
#include <functional>
#include <string_view>
#include <system_error>
#include <typeinfo>
#include <vector>

namespace gatesight::desktop {

namespace {

constexpr std::size_t kOldReports = 9;
constexpr std::size_t kMaxModules = 512;
constexpr std::size_t kMaxCalls = 128;
/// More than a handler and backtrace() need; the stack of the thread may be what is full.
constexpr std::size_t kHandlerStack = 256 * 1024;

constexpr std::array kSignals{SIGSEGV, SIGABRT, SIGFPE, SIGBUS, SIGILL};

/// A text that is there before anything happens.
template <std::size_t Size>
struct FixedText {
    std::array<char, Size> bytes{};

    void set(std::string_view text) {
        const std::size_t length = std::min(text.size(), Size - 1);
        std::memcpy(bytes.data(), text.data(), length);
        bytes[length] = '\0';
    }
    [[nodiscard]] std::string_view view() const { return bytes.data(); }
};

struct Module {
    std::uintptr_t base = 0, begin = 0, end = 0;
    FixedText<64> name;
    FixedText<64> build;  ///< the linker's build id, to find the symbols by
};

struct Prepared {
    FixedText<4096> path;
    FixedText<128> program;
    FixedText<256> exception;
    std::array<Module, kMaxModules> modules{};
    std::atomic<std::size_t> moduleCount = 0;
    alignas(16) std::array<char, kHandlerStack> stack{};
    std::atomic_flag crashing;
};
Prepared prepared;

// --- Writing without a heap

void put(int file, std::string_view text) {
    while (!text.empty()) {
        const ssize_t written = write(file, text.data(), text.size());
        if (written <= 0)
            return;
        text.remove_prefix(static_cast<std::size_t>(written));
    }
}

void putNumber(int file, std::uintptr_t number, unsigned base) {
    std::array<char, 24> digits{};
    std::size_t first = digits.size();
    do {
        digits[--first] = "0123456789abcdef"[number % base];
        number /= base;
    } while (number != 0);
    put(file, {digits.data() + first, digits.size() - first});
}

void putCall(int file, std::uintptr_t address) {
    const std::size_t count = prepared.moduleCount;
    const auto* const end = prepared.modules.data() + count;
    const auto* const found = std::find_if(
        static_cast<const Module*>(prepared.modules.data()), end, [address](const Module& module) {
            return address >= module.begin && address < module.end;
        });
    put(file, "  ");
    put(file, found == end ? "?" : found->name.view());
    put(file, "+0x");
    putNumber(file, found == end ? address : address - found->base, 16);
    put(file, "\n");
}

std::string_view nameOf(int signal) {
    switch (signal) {
        case SIGSEGV:
            return "SIGSEGV";
        case SIGABRT:
            return "SIGABRT";
        case SIGFPE:
            return "SIGFPE";
        case SIGBUS:
            return "SIGBUS";
        case SIGILL:
            return "SIGILL";
        default:
            return "?";
    }
}

void putModules(int file) {
    put(file, "modules:\n");
    for (std::size_t i = 0; i < prepared.moduleCount; ++i) {
        put(file, "  ");
        put(file, prepared.modules[i].name.view());
        put(file, " ");
        put(file, prepared.modules[i].build.view());
        put(file, "\n");
    }
}

void writeReport(int signal) {
    const int file =
        open(prepared.path.bytes.data(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (file < 0)
        return;
    put(file, prepared.program.view());
    put(file, "\nsignal: ");
    put(file, nameOf(signal));
    put(file, "\ntime: ");
    putNumber(file, static_cast<std::uintptr_t>(time(nullptr)), 10);
    if (!prepared.exception.view().empty()) {
        put(file, "\nexception: ");
        put(file, prepared.exception.view());
    }
    put(file, "\ncalls:\n");
    std::array<void*, kMaxCalls> calls{};
    const int count = backtrace(calls.data(), static_cast<int>(calls.size()));
    for (int i = 0; i < count; ++i)
        putCall(file, reinterpret_cast<std::uintptr_t>(calls[static_cast<std::size_t>(i)]));
    putModules(file);
    fsync(file);
    close(file);
}

extern "C" void crashed(int signal) {
    // The handler is gone already (SA_RESETHAND): this time the signal ends the program. A crash of
    // another thread, or of the report itself, adds nothing.
    if (!prepared.crashing.test_and_set())
        writeReport(signal);
    raise(signal);
}

// --- Preparing

/// "libQt6Core.so.6" for "/usr/lib/libQt6Core.so.6": folders may name the user.
std::string_view fileName(std::string_view path) {
    return path.substr(path.rfind('/') + 1);
}

std::string hexadecimal(const unsigned char* bytes, std::size_t count) {
    std::string text;
    for (std::size_t i = 0; i < count; ++i) {
        text += "0123456789abcdef"[bytes[i] >> 4];
        text += "0123456789abcdef"[bytes[i] & 15];
    }
    return text;
}

/// The GNU build id among the notes of a module; empty without one.
std::string buildIn(std::uintptr_t notes, std::size_t size) {
    const auto aligned = [](std::size_t count) { return (count + 3) & ~std::size_t{3}; };
    while (size >= sizeof(ElfW(Nhdr))) {
        const auto* note = reinterpret_cast<const ElfW(Nhdr)*>(notes);
        const std::size_t whole = sizeof *note + aligned(note->n_namesz) + aligned(note->n_descsz);
        if (whole > size)
            break;
        if (note->n_type == NT_GNU_BUILD_ID && note->n_namesz == 4)
            return hexadecimal(reinterpret_cast<const unsigned char*>(notes + sizeof *note + 4),
                               note->n_descsz);
        notes += whole;
        size -= whole;
    }
    return {};
}

int noteModule(dl_phdr_info* info, std::size_t /*size*/, void* /*data*/) {
    const std::size_t index = prepared.moduleCount;
    if (index == kMaxModules)
        return 1;
    Module& module = prepared.modules[index];
    module.base = info->dlpi_addr;
    module.begin = UINTPTR_MAX;
    module.end = 0;
    module.build.set("");
    for (ElfW(Half) i = 0; i < info->dlpi_phnum; ++i) {
        const ElfW(Phdr)& part = info->dlpi_phdr[i];
        const std::uintptr_t begin = info->dlpi_addr + part.p_vaddr;
        if (part.p_type == PT_LOAD) {
            module.begin = std::min(module.begin, begin);
            module.end = std::max(module.end, begin + part.p_memsz);
        } else if (part.p_type == PT_NOTE && module.build.view().empty()) {
            module.build.set(buildIn(begin, part.p_memsz));
        }
    }
    // The program itself comes first, and without a name.
    module.name.set(index == 0 ? "gatesight-desktop" : fileName(info->dlpi_name));
    prepared.moduleCount = index + 1;
    return 0;
}

/// An exception that nobody catches: its type, since its words may quote what the user had open.
[[noreturn]] void terminated() {
    if (const std::type_info* type = abi::__cxa_current_exception_type())
        prepared.exception.set(type->name());
    std::abort();
}

void keepNewestReports(const std::filesystem::path& folder) {
    std::error_code trouble;
    std::vector<std::filesystem::path> reports;
    for (const auto& entry : std::filesystem::directory_iterator(folder, trouble))
        if (entry.path().extension() == ".txt")
            reports.push_back(entry.path());
    // Their names begin with the time of the start, of which the count of digits is the same.
    std::ranges::sort(reports, std::greater());
    for (std::size_t i = kOldReports; i < reports.size(); ++i)
        std::filesystem::remove(reports[i], trouble);
}

}  // namespace

void noteModules() {
    prepared.moduleCount = 0;
    dl_iterate_phdr(noteModule, nullptr);
}

void reportCrashes(const std::string& path, const std::string& program) {
    keepNewestReports(std::filesystem::path(path).parent_path());
    prepared.path.set(path);
    prepared.program.set(program);
    noteModules();
    std::array<void*, 1> first{};
    backtrace(first.data(), 1);
    const stack_t stack{
        .ss_sp = prepared.stack.data(), .ss_flags = 0, .ss_size = prepared.stack.size()};
    sigaltstack(&stack, nullptr);
    struct sigaction action {};
    action.sa_handler = crashed;
    action.sa_flags = static_cast<int>(SA_ONSTACK | SA_RESETHAND | SA_NODEFER);
    for (const int signal : kSignals)
        sigaction(signal, &action, nullptr);
    std::set_terminate(terminated);
}

}  // namespace gatesight::desktop
