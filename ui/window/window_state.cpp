#include "ui/window/window_state.h"

#include "ui/kept/kept_session.h"
#include "ui/session/text.h"

#include <nlohmann/json.hpp>

#include <QFileInfo>

#include <algorithm>

namespace gatesight::ui {

namespace {

constexpr int kMaxRecent = 8;
constexpr auto kRecent = "recent";
constexpr auto kTheme = "theme";
constexpr auto kReduceMotion = "reduceMotion";
constexpr auto kInputs = "inputs";
constexpr auto kRequests = "requests";
constexpr auto kCurrent = "request";

std::optional<simulator::Request> requestOf(const QString& text) {
    const auto json = nlohmann::ordered_json::parse(text.toStdString(), nullptr, false);
    if (json.is_discarded())
        return std::nullopt;
    auto request = simulator::requestFromJson(json);
    return request ? std::optional(std::move(*request)) : std::nullopt;
}

QString textOf(const simulator::Request& request) {
    return text(
        toJson(request).dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace));
}

}  // namespace

QStringList RecentPaths::read() {
    QStringList paths = QSettings().value(QLatin1String(kRecent)).toStringList();
    paths.removeIf([](const QString& path) { return !QFileInfo::exists(path); });
    return paths;
}

void RecentPaths::add(const QString& path) {
    QStringList paths = read();
    paths.removeAll(path);
    paths.prepend(path);
    while (paths.size() > kMaxRecent)
        paths.removeLast();
    QSettings().setValue(QLatin1String(kRecent), paths);
}

void saveSession(const Session& session, QSettings& settings) {
    settings.setValue(QLatin1String(kTheme), static_cast<int>(session.theme()));
    settings.setValue(QLatin1String(kReduceMotion), session.reduceMotion());
    settings.beginWriteArray(QLatin1String(kInputs));
    int row = 0;
    for (const Input& input : session.inputs()) {
        if (input.kind != Input::Kind::Path)
            continue;
        settings.setArrayIndex(row++);
        settings.setValue(QStringLiteral("path"), text(input.path));
        settings.setValue(QStringLiteral("title"), text(input.title));
        settings.setValue(QStringLiteral("sample"), input.sample);
    }
    settings.endArray();
    settings.beginWriteArray(QLatin1String(kRequests));
    row = 0;
    for (const SavedRequest& saved : session.savedRequests()) {
        if (saved.fromScenario)
            continue;
        settings.setArrayIndex(row++);
        settings.setValue(QStringLiteral("name"), text(saved.name));
        settings.setValue(QStringLiteral("request"), textOf(withoutCredentials(saved.request)));
    }
    settings.endArray();
    settings.setValue(QLatin1String(kCurrent),
                      session.hasRequest() ? textOf(withoutCredentials(session.request())) : QString());
}

void restoreChoices(Session& session, QSettings& settings) {
    const int theme = settings.value(QLatin1String(kTheme), 0).toInt();
    session.setTheme(
        static_cast<ThemeChoice>(std::clamp(theme, 0, static_cast<int>(ThemeChoice::Dark))));
    session.setReduceMotion(settings.value(QLatin1String(kReduceMotion), false).toBool());
}

Inputs rememberedInputs(QSettings& settings) {
    Inputs inputs;
    const int count = settings.beginReadArray(QLatin1String(kInputs));
    for (int i = 0; i < count; ++i) {
        settings.setArrayIndex(i);
        const QString path = settings.value(QStringLiteral("path")).toString();
        if (QFileInfo::exists(path))
            inputs.push_back(
                {.kind = Input::Kind::Path,
                 .path = path.toStdString(),
                 .text = {},
                 .title = settings.value(QStringLiteral("title")).toString().toStdString(),
                 .sample = settings.value(QStringLiteral("sample")).toBool()});
    }
    settings.endArray();
    return inputs;
}

void restoreRequests(Session& session, QSettings& settings) {
    std::vector<SavedRequest> saved = session.savedRequests();
    const int count = settings.beginReadArray(QLatin1String(kRequests));
    for (int i = 0; i < count; ++i) {
        settings.setArrayIndex(i);
        if (auto request = requestOf(settings.value(QStringLiteral("request")).toString()))
            saved.push_back(
                {.name = settings.value(QStringLiteral("name")).toString().toStdString(),
                 .request = std::move(*request),
                 .expect = {},
                 .weight = 1,
                 .fromScenario = false,
                 .answer = nullptr,
                 .unedited = nullptr,
                 .unmet = {}});
    }
    settings.endArray();
    session.setSavedRequests(std::move(saved));
}

}  // namespace gatesight::ui
