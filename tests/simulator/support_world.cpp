#include "tests/simulator/support_world.h"

namespace gatesight::simulator::test {

model::WorldPtr worldOf(std::string text) {
    model::WorldBuilder builder;
    builder.addLayer(model::readText("test.yaml", std::move(text)));
    return std::move(builder).build();
}

model::ObjectId idOf(const model::World& world, std::string_view kind, std::string_view namespace_,
                     std::string_view name) {
    for (std::uint32_t i = 0; i < world.objects().size(); ++i) {
        const model::Object& object = world.object({i});
        if (object.kind == kind && object.metadata.namespace_ == namespace_ &&
            object.metadata.name == name)
            return {i};
    }
    return {};
}

QString text(std::string_view utf8) {
    return QString::fromUtf8(utf8.data(), static_cast<qsizetype>(utf8.size()));
}

QStringList findingLines(const model::Findings& findings) {
    QStringList lines;
    for (const model::Finding& finding : findings)
        lines << QStringLiteral("%1 %2 %3:%4 %5: %6")
                     .arg(text(toString(finding.severity)), text(finding.rule))
                     .arg(finding.source.position.line)
                     .arg(finding.source.position.column)
                     .arg(text(finding.field), text(finding.message));
    return lines;
}

QStringList linesOf(std::string_view block) {
    QStringList lines;
    qsizetype indent = -1;
    for (const QString& line : text(block).split(QLatin1Char('\n'))) {
        if (line.trimmed().isEmpty())
            continue;
        if (indent < 0)
            indent = line.size() - line.trimmed().size();
        lines << line.mid(indent);
    }
    return lines;
}

}  // namespace gatesight::simulator::test
