// Bytes that leave the program as a file: whole, or not at all. May be called from any thread.
#pragma once

#include <QByteArray>
#include <QString>

#include <expected>

class QImage;

namespace gatesight::ui {

/// What is exported. The error is a sentence for people.
[[nodiscard]] std::expected<void, QString> writeFile(const QString& path, const QByteArray& bytes);

/// A file that the user edits and saves again: what it held before stays beside it, as "name~".
[[nodiscard]] std::expected<void, QString> saveFile(const QString& path, const QByteArray& bytes);

/// What the program remembers for itself: only its owner may read it.
[[nodiscard]] std::expected<void, QString> keepFile(const QString& path, const QByteArray& bytes);

/// A picture as such bytes.
[[nodiscard]] QByteArray pngOf(const QImage& image);

}  // namespace gatesight::ui
