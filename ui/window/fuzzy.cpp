#include "ui/window/fuzzy.h"

#include <algorithm>

namespace gatesight::ui {

namespace {

bool startsWord(const QString& text, qsizetype at) {
    return at == 0 || !text[at - 1].isLetterOrNumber();
}

}  // namespace

int fuzzyScore(const QString& typed, const QString& candidate) {
    if (typed.isEmpty())
        return 0;
    if (const qsizetype at = candidate.indexOf(typed, 0, Qt::CaseInsensitive); at >= 0)
        return 1000 + (startsWord(candidate, at) ? 200 : 0) -
               static_cast<int>(std::min<qsizetype>(at, 100)) -
               static_cast<int>(std::min<qsizetype>(candidate.size(), 200)) / 4;
    int score = 0;
    qsizetype at = 0;
    qsizetype last = -2;
    for (const QChar wanted : typed) {
        if (wanted.isSpace())
            continue;
        const qsizetype found = candidate.indexOf(wanted, at, Qt::CaseInsensitive);
        if (found < 0)
            return -1;
        score += found == last + 1 ? 12 : startsWord(candidate, found) ? 10 : 1;
        last = found;
        at = found + 1;
    }
    return score;
}

}  // namespace gatesight::ui
