// Reads manifests: files, folders, archives, streams -> documents with exact positions, and
// findings.
#pragma once

#include "model/manifest/finding.h"
#include "model/manifest/tree.h"

#include <chrono>
#include <cstdint>
#include <expected>
#include <functional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace gatesight::model {

class DocumentMemory;

/// Bounds on what the reader takes. Exceeding one is a finding that names limit, value and place;
/// the rest is still read.
struct ReadLimits {
    std::size_t depth = 100;                        ///< nesting of maps and lists
    std::size_t documentBytes = 8u << 20;           ///< one document (a List counts per item)
    std::size_t inputBytes = std::size_t{2} << 30;  ///< one file, unpacked
    std::size_t scalarBytes = 1u << 20;
    std::size_t keysPerMap = 100'000;
    std::size_t itemsPerList = 1'000'000;
    /// Nodes made by aliases in one document; over all items of a List also at most ten times the
    /// nodes written out.
    std::size_t aliasNodes = 10'000;
    std::chrono::milliseconds documentTime{2000};
};

struct ReadProgress {
    std::size_t bytesRead = 0;
    std::size_t bytesTotal = 0;  ///< 0 while not known
    std::size_t documents = 0;
    std::string file;
};

struct ReadOptions {
    ReadLimits limits;
    std::stop_token stop;
    /// Called at most every 50 ms, and at the end of each file; may be empty.
    std::function<void(const ReadProgress&)> progress;
    /// What was read before, to which this reading adds; may be null.
    DocumentMemory* memory = nullptr;
};

struct Manifests {
    std::vector<DocumentPtr> documents;  ///< in reading order
    std::vector<SourcePtr> sources;      ///< in reading order, also those without a good document
    Findings findings;                   ///< in reading order
    bool cancelled = false;
};

enum class ReadErrorCode {
    NotFound,      ///< no such file or folder
    NotReadable,   ///< no permission, or neither file nor folder (a FIFO, a device)
    NothingToRead  ///< a folder without any manifest
};

struct ReadError {
    ReadErrorCode code;
    std::string path;
    /// One sentence for people, names the nearest existing path where there is one.
    std::string message;
};

/// Reads one text of YAML (any number of documents) or JSON (one value, or one a line).
[[nodiscard]] Manifests readText(std::string_view name, std::string text,
                                 const ReadOptions& options = {});

/// Reads what `path` names: a file (.yaml .yml .json, or any other when named directly), a folder
/// (recursively, in name order, hidden entries left out), an archive (.gz .tgz .tar .tar.gz .zip),
/// or "-" for standard input.
[[nodiscard]] std::expected<Manifests, ReadError> readPath(const std::string& path,
                                                           const ReadOptions& options = {});

/// Appends `more` to `all`.
void append(Manifests& all, Manifests more);

}  // namespace gatesight::model
