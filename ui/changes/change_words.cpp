#include "ui/changes/change_words.h"

#include "simulator/report/words.h"
#include "ui/session/text.h"

#include <fmt/format.h>

#include <QCoreApplication>
#include <QStringList>

namespace gatesight::ui {

namespace {

constexpr std::size_t kMostOrigins = 3;

QString changeText(const char* words) {
    return QCoreApplication::translate("gatesight", words);
}

/// "http://a.example.com, http://b.example.com and 3 more"
QString originsOf(const simulator::RequestMove& move) {
    QStringList shown;
    for (const std::string& origin : move.origins) {
        if (static_cast<std::size_t>(shown.size()) == kMostOrigins)
            return changeText("%1 and %2 more")
                .arg(shown.join(QStringLiteral(", ")),
                     QString::number(move.origins.size() - kMostOrigins));
        shown << text(origin);
    }
    return shown.join(QStringLiteral(", "));
}

}  // namespace

QString effectWords(simulator::MoveEffect effect) {
    switch (effect) {
        case simulator::MoveEffect::Breaks:
            return changeText("breaks");
        case simulator::MoveEffect::Changes:
            return changeText("gets another answer");
        case simulator::MoveEffect::Repairs:
            return changeText("is repaired");
    }
    return {};
}

QString headlineOf(const simulator::Changes& changes) {
    if (!changes.any())
        return changeText("Nothing differs");
    return changeText("Requests: %1").arg(text(summaryOf(changes.requests)));
}

QString partWords(const simulator::PartChange& part, bool after) {
    const std::string& value = after ? part.after : part.before;
    if (!value.empty())
        return text(value);
    return part.name == "path" || part.name == "host" || part.name == "method"
               ? changeText("as sent")
               : changeText("none");
}

QString sideWords(const std::vector<simulator::PartChange>& parts, bool after) {
    QStringList words;
    for (const simulator::PartChange& part : parts)
        if (part.name == "answer")
            words.prepend(partWords(part, after));
        else
            words << QStringLiteral("%1: %2").arg(text(part.name), partWords(part, after));
    return words.join(QStringLiteral(" · "));
}

QString placeOf(const simulator::RequestMove& move) {
    QString where = text(move.place);
    if (move.classes > 1)
        where += changeText(", with %1 like this")
                     .arg(text(simulator::counted(move.classes - 1, "more kind of requests",
                                                  "more kinds of requests")));
    if (move.origins.size() > 1)
        where += changeText(" at %1").arg(originsOf(move));
    return where;
}

QString coverageOf(const simulator::RequestMoves& moves) {
    const simulator::ClassCoverage& coverage = moves.coverage;
    const std::size_t same = coverage.hosts - coverage.touched;
    if (coverage.touched > 0)
        return text(fmt::format(
            "{} compared at {}; the inputs of {} are the same on both sides.",
            simulator::counted(coverage.classes, "kind of requests", "kinds of requests"),
            simulator::counted(coverage.touched, "host"), simulator::counted(same, "other host")));
    if (same > 0)
        return text(fmt::format("What answers at {} rest on is the same on both sides.",
                                simulator::counted(same, "host")));
    return changeText("Neither side answers any request.");
}

QString conditionWords(const std::optional<simulator::ConditionValue>& value) {
    return value ? QStringLiteral("%1 (%2)").arg(text(value->status), text(value->reason))
                 : changeText("not written");
}

QString titleOf(const simulator::StatusChange& change) {
    QString title = text(toString(change.object));
    if (!change.part.empty())
        title += QStringLiteral(", ") + text(change.part);
    if (!change.condition.empty())
        title += QStringLiteral(": ") + text(change.condition);
    return title;
}

}  // namespace gatesight::ui
