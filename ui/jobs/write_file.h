// Bytes that leave the program as a file: whole, or not at all. May be called from any thread.
#pragma once

#include <QByteArray>
#include <QString>

#include <expected>

namespace gatesight::ui {

/// The error is a sentence for people.
[[nodiscard]] std::expected<void, QString> writeFile(const QString& path, const QByteArray& bytes);

}  // namespace gatesight::ui
