#include "ui/graph/lit_path.h"

#include "ui/session/trace_reading.h"

#include <QStringList>

#include <algorithm>
#include <cmath>

namespace gatesight::ui {

using simulator::Decision;
using simulator::Outcome;
using simulator::Refusal;

namespace {

constexpr int kEdgeSamples = 18;
constexpr int kCardSamples = 6;

/// "NoRouteMatched" -> "no route matched"; abbreviations stay ("DNS", "TLS").
QString spokenCode(const std::string& code) {
    const QString text = QString::fromStdString(code);
    const auto upperAt = [&](qsizetype i) { return i < text.size() && text[i].isUpper(); };
    QStringList words;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const bool afterSmall = i > 0 && !upperAt(i - 1);
        const bool beforeSmall = i + 1 < text.size() && !upperAt(i + 1);
        if (i == 0 || (upperAt(i) && (afterSmall || beforeSmall)))
            words += QString();
        words.back() += text[i];
    }
    for (QString& word : words)
        if (word.size() < 2 || word != word.toUpper())
            word = word.toLower();
    return words.join(u' ');
}

QString refusalWords(Refusal refusal) {
    switch (refusal) {
        case Refusal::Refused:
            return QStringLiteral("connection refused");
        case Refusal::Alert:
            return QStringLiteral("TLS alert");
        case Refusal::Reset:
            return QStringLiteral("connection reset");
        case Refusal::Dropped:
            return QStringLiteral("dropped");
    }
    return {};
}

QString withReason(const QString& what, const std::string& reason, const QString& between) {
    return reason.empty() ? what : what + between + spokenCode(reason);
}

}  // namespace

QString endingText(const Decision& decision) {
    const QString status = decision.status ? QString::number(*decision.status) : QString();
    switch (decision.outcome) {
        case Outcome::Forwarded:
            if (!decision.grpcStatus.empty())
                return QString::fromStdString(decision.grpcStatus);
            if (status.isEmpty())
                return QStringLiteral("delivered");
            return succeeded(decision) ? status
                                       : withReason(status, decision.reason, QStringLiteral(" "));
        case Outcome::Redirected:
            return decision.redirect ? QStringLiteral("%1 \u2192 %2")
                                           .arg(QString::number(decision.redirect->status),
                                                QString::fromStdString(decision.redirect->location))
                                     : QStringLiteral("redirected");
        case Outcome::Responded:
            return withReason(
                status.isEmpty() ? QStringLiteral("answered by the gateway:") : status,
                decision.reason, QStringLiteral(" "));
        case Outcome::Refused:
            return withReason(
                decision.refusal ? refusalWords(*decision.refusal) : QStringLiteral("refused"),
                decision.reason, QStringLiteral(": "));
        case Outcome::Exited:
            return QStringLiteral("left the cluster");
        case Outcome::Unknown:
            return decision.unknown.empty() ? QStringLiteral("not modelled")
                                            : QStringLiteral("not modelled: %1")
                                                  .arg(QString::fromStdString(decision.unknown));
    }
    return {};
}

LitPath litPathOf(const FlowScene& scene, std::span<const std::string> keys,
                  const Decision& decision) {
    LitPath path;
    path.endsWell = succeeded(decision);
    path.ending = endingText(decision);
    for (const std::string& key : keys) {
        const int found = scene.find(key);
        if (found < 0)
            continue;
        const auto node = static_cast<std::uint32_t>(found);
        path.edges.push_back(path.nodes.empty() ? -1 : scene.edgeBetween(path.nodes.back(), node));
        path.nodes.push_back(node);
    }
    for (std::size_t i = 0; i < path.nodes.size(); ++i) {
        if (scene.node(path.nodes[i]).role != simulator::NodeRole::Rule)
            continue;
        for (const std::uint32_t edge : scene.outgoing(path.nodes[i]))
            if (i + 1 >= path.edges.size() || static_cast<int>(edge) != path.edges[i + 1])
                path.alternatives.push_back(edge);
    }
    return path;
}

FlowJourney::FlowJourney(const FlowScene& scene, std::span<const std::uint32_t> nodes,
                         std::span<const int> edges) {
    const auto rightSide = [&](std::uint32_t node) {
        const QRectF rect = scene.rect(node);
        return QPointF(rect.right(), rect.center().y());
    };
    // By value: `from` may be the last sample, which moves when the list grows.
    const auto straight = [this](QPointF from, QPointF to, int samples) {
        for (int i = 1; i <= samples; ++i)
            m_samples.push_back(from + (to - from) * (static_cast<double>(i) / samples));
    };
    if (nodes.empty())
        return;
    m_samples.push_back(rightSide(nodes[0]));
    for (std::size_t i = 1; i < nodes.size(); ++i) {
        if (edges[i] >= 0) {
            const FlowWire wire = scene.wire(static_cast<std::uint32_t>(edges[i]));
            const auto pieces = static_cast<double>(wire.size());
            for (int s = 1; s <= kEdgeSamples; ++s) {
                const double place = pieces * s / kEdgeSamples;
                const auto piece = std::min(static_cast<qsizetype>(place), wire.size() - 1);
                m_samples.push_back(wire[piece].at(place - static_cast<double>(piece)));
            }
        } else {
            const QRectF to = scene.rect(nodes[i]);
            straight(m_samples.back(), {to.left(), to.center().y()}, kEdgeSamples);
        }
        straight(m_samples.back(), rightSide(nodes[i]), kCardSamples);
        ++m_stages;
    }
}

QPointF FlowJourney::at(double progress) const {
    if (m_samples.empty())
        return {};
    const double place = std::clamp(progress, 0.0, 1.0) * static_cast<double>(m_samples.size() - 1);
    const auto index = std::min(static_cast<std::size_t>(place), m_samples.size() - 1);
    const std::size_t next = std::min(index + 1, m_samples.size() - 1);
    const double part = place - static_cast<double>(index);
    return m_samples[index] + (m_samples[next] - m_samples[index]) * part;
}

void JourneyClock::start(int stages) {
    m_elapsed = {};
    m_total = std::min(kStage * std::max(stages, 0), kLongest);
}

void JourneyClock::advance(std::chrono::milliseconds by) {
    m_elapsed = std::min(m_elapsed + by, m_total);
}

double JourneyClock::progress() const {
    if (m_total.count() == 0)
        return 1;
    return static_cast<double>(m_elapsed.count()) / static_cast<double>(m_total.count());
}

}  // namespace gatesight::ui
