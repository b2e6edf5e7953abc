// A report as one PDF: the pages of report_pages.h, drawn by the module of pictures.
#pragma once

#include "simulator/report/booklet.h"

#include <cstddef>
#include <expected>
#include <functional>
#include <string>

namespace gatesight::simulator {

/// Asked before each page; `false` stops.
using PageProgress = std::function<bool(std::size_t page, std::size_t pages)>;

/// The bytes, with a bookmark for each chapter; empty when `goOn` stopped it. The error is one
/// sentence.
[[nodiscard]] std::expected<std::string, std::string> toPdf(const Booklet& booklet,
                                                            const PageProgress& goOn = {});

}  // namespace gatesight::simulator
