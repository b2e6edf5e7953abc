#include "ui/request/header_lines.h"

#include "ui/session/text.h"

#include <QStringList>
#include <QUrl>

namespace gatesight::ui {

QString toLines(const simulator::HeaderList& headers) {
    QStringList lines;
    for (const auto& [name, value] : headers)
        lines << text(name) + QStringLiteral(": ") + text(value);
    return lines.join(QLatin1Char('\n'));
}

simulator::HeaderList headersOf(const QString& lines) {
    simulator::HeaderList headers;
    for (const QString& line : lines.split(QLatin1Char('\n'), Qt::SkipEmptyParts)) {
        const QString name = line.section(QLatin1Char(':'), 0, 0).trimmed();
        if (!name.isEmpty())
            headers.emplace_back(name.toStdString(),
                                 line.section(QLatin1Char(':'), 1).trimmed().toStdString());
    }
    return headers;
}

QString queryLines(const QString& query) {
    QStringList lines;
    for (const QString& pair : query.split(QLatin1Char('&'), Qt::SkipEmptyParts))
        lines << QUrl::fromPercentEncoding(pair.toUtf8());
    return lines.join(QLatin1Char('\n'));
}

QString queryOf(const QString& lines) {
    QStringList pairs;
    for (const QString& line : lines.split(QLatin1Char('\n'), Qt::SkipEmptyParts)) {
        const auto encode = [](const QString& part) {
            return QString::fromLatin1(QUrl::toPercentEncoding(part));
        };
        const qsizetype equals = line.indexOf(QLatin1Char('='));
        pairs << (equals < 0 ? encode(line)
                             : encode(line.left(equals)) + QLatin1Char('=') +
                                   encode(line.mid(equals + 1)));
    }
    return pairs.join(QLatin1Char('&'));
}

}  // namespace gatesight::ui
