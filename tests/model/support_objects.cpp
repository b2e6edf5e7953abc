#include "support_objects.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace gatesight::model::test {

Manifests manifestsOf(std::string_view yaml, std::string_view name) {
    Manifests manifests = readText(name, std::string(yaml));
    if (manifests.documents.empty())
        qFatal("no document in: %s", std::string(yaml).c_str());
    return manifests;
}

Decoded decodeText(std::string_view yaml, Channel channel) {
    return decode(manifestsOf(yaml).documents.front(), channel);
}

WorldPtr worldOf(std::string_view yaml, WorldOptions options) {
    WorldBuilder builder(options);
    builder.addLayer(manifestsOf(yaml));
    return std::move(builder).build();
}

QStringList linesOf(const Findings& findings) {
    QStringList lines;
    for (const Finding& finding : findings)
        lines << QStringLiteral("%1 %2 %3: %4")
                     .arg(text(toString(finding.severity)), text(finding.rule), text(finding.field),
                          text(finding.message));
    return lines;
}

QStringList problemLinesOf(const Findings& findings) {
    Findings problems;
    std::ranges::copy_if(findings, std::back_inserter(problems), [](const Finding& finding) {
        return finding.severity != Severity::Info;
    });
    return linesOf(problems);
}

QStringList texts(const std::vector<std::string>& views) {
    QStringList result;
    for (const std::string& view : views)
        result << text(view);
    return result;
}

}  // namespace gatesight::model::test
