// One kubeconfig as text. What a wrong file is told follows client-go, which reads it for kubectl:
// names must be there and be unique in a file, unknown fields are passed over.
#include "model/cluster/field_reader.h"
#include "model/cluster/kubeconfig.h"
#include "model/manifest/reader.h"
#include "model/manifest/rules.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <filesystem>

namespace gatesight::model {

namespace {

using Names = std::span<const std::string_view>;

constexpr std::array<std::string_view, 8> kConfigFields{
    "apiVersion", "kind",     "preferences",     "clusters",
    "users",      "contexts", "current-context", "extensions"};
constexpr std::array<std::string_view, 2> kNamedCluster{"name", "cluster"};
constexpr std::array<std::string_view, 2> kNamedUser{"name", "user"};
constexpr std::array<std::string_view, 2> kNamedContext{"name", "context"};
constexpr std::array<std::string_view, 8> kClusterFields{"server",
                                                         "tls-server-name",
                                                         "insecure-skip-tls-verify",
                                                         "certificate-authority",
                                                         "certificate-authority-data",
                                                         "proxy-url",
                                                         "disable-compression",
                                                         "extensions"};
constexpr std::array<std::string_view, 15> kUserFields{"client-certificate",
                                                       "client-certificate-data",
                                                       "client-key",
                                                       "client-key-data",
                                                       "token",
                                                       "tokenFile",
                                                       "username",
                                                       "password",
                                                       "as",
                                                       "as-uid",
                                                       "as-groups",
                                                       "as-user-extra",
                                                       "auth-provider",
                                                       "exec",
                                                       "extensions"};
constexpr std::array<std::string_view, 4> kContextFields{"cluster", "user", "namespace",
                                                         "extensions"};
constexpr std::array<std::string_view, 7> kExecFields{
    "apiVersion", "command", "args", "env", "installHint", "provideClusterInfo", "interactiveMode"};
constexpr std::array<std::string_view, 2> kEnvFields{"name", "value"};
constexpr std::array<std::string_view, 2> kAuthProviderFields{"name", "config"};

/// A path in the file is relative to the folder of the file.
std::string besideFile(const std::string& file, const std::string& path) {
    if (path.empty() || path.starts_with('/'))
        return path;
    return (std::filesystem::path(file).parent_path() / path).lexically_normal().string();
}

std::optional<ExecPlugin::Interactive> interactiveModeOf(const FieldReader& exec) {
    const std::string mode = exec.text("interactiveMode");
    if (mode == "IfAvailable")
        return ExecPlugin::Interactive::IfAvailable;
    if (mode == "Never")
        return ExecPlugin::Interactive::Never;
    if (mode == "Always")
        return ExecPlugin::Interactive::Always;
    if (!mode.empty())
        exec.report(Severity::Error, "kubeconfig.value",
                    "interactiveMode must be Never, IfAvailable or Always",
                    exec.node()["interactiveMode"]);
    return std::nullopt;
}

ExecPlugin readExec(const FieldReader& user) {
    const FieldReader exec(user.document(), user.map("exec"), kExecFields, user.findings());
    ExecPlugin result{.apiVersion = exec.text("apiVersion"),
                      .command = exec.text("command"),
                      .args = exec.texts("args"),
                      .env = {},
                      .installHint = exec.text("installHint"),
                      .provideClusterInfo = exec.flag("provideClusterInfo"),
                      .interactive = interactiveModeOf(exec)};
    for (const Node item : exec.items("env")) {
        const FieldReader entry(user.document(), item, kEnvFields, user.findings());
        result.env.emplace_back(entry.text("name"), entry.text("value"));
    }
    return result;
}

std::map<std::string, std::vector<std::string>> readExtra(const FieldReader& user) {
    std::map<std::string, std::vector<std::string>> result;
    for (const auto& [key, list] : user.map("as-user-extra").entries())
        for (const Node item : list.items())
            result[std::string(key.text())].emplace_back(item.text());
    return result;
}

KubeCluster readCluster(const std::string& file, const FieldReader& cluster) {
    return {.name = {},
            .server = cluster.text("server"),
            .tlsServerName = cluster.text("tls-server-name"),
            .insecureSkipTlsVerify = cluster.flag("insecure-skip-tls-verify"),
            .certificateAuthority = besideFile(file, cluster.text("certificate-authority")),
            .certificateAuthorityData = cluster.base64("certificate-authority-data"),
            .proxyUrl = cluster.text("proxy-url"),
            .disableCompression = cluster.flag("disable-compression"),
            .source = {}};
}

KubeUser readUser(const std::string& file, const FieldReader& user) {
    KubeUser result;
    result.clientCertificate = besideFile(file, user.text("client-certificate"));
    result.clientCertificateData = user.base64("client-certificate-data");
    result.clientKey = besideFile(file, user.text("client-key"));
    result.clientKeyData = user.base64("client-key-data");
    result.token = user.text("token");
    result.tokenFile = besideFile(file, user.text("tokenFile"));
    result.username = user.text("username");
    result.password = user.text("password");
    result.impersonate = user.text("as");
    result.impersonateUid = user.text("as-uid");
    result.impersonateGroups = user.texts("as-groups");
    result.impersonateExtra = readExtra(user);
    if (user.has("auth-provider")) {
        const FieldReader provider(user.document(), user.map("auth-provider"), kAuthProviderFields,
                                   user.findings());
        result.authProvider = provider.text("name");
        if (result.authProvider.empty())
            result.authProvider = "unnamed";
    }
    if (user.has("exec")) {
        result.exec = readExec(user);
        if (result.exec->command.contains('/'))
            result.exec->command = besideFile(file, result.exec->command);
    }
    return result;
}

KubeContext readContext(const std::string& /*file*/, const FieldReader& context) {
    return {.name = {},
            .cluster = context.text("cluster"),
            .user = context.text("user"),
            .namespace_ = context.text("namespace"),
            .source = {}};
}

/// One of the three lists: `{name, <inner>: {...}}` each.
template <class Entry>
void readNamed(const FieldReader& config, const std::string& file, std::string_view list,
               Names wrapper, std::string_view inner, Names fields,
               Entry (*read)(const std::string&, const FieldReader&), std::vector<Entry>& out) {
    for (const Node item : config.items(list)) {
        const FieldReader named(config.document(), item, wrapper, config.findings());
        if (!item.isMap())
            continue;
        const FieldReader content(config.document(), named.map(inner), fields, config.findings());
        Entry entry = read(file, content);
        entry.name = named.text("name");
        entry.source = config.document().locate(item.id());
        if (entry.name.empty())
            named.report(Severity::Error, "kubeconfig.name",
                         fmt::format("an entry of {} has no name", list), item);
        else if (std::ranges::find(out, entry.name, &Entry::name) != out.end())
            named.report(
                Severity::Error, "kubeconfig.name",
                fmt::format("a second entry of {} with this name; the first one counts", list),
                item);
        else
            out.push_back(std::move(entry));
    }
}

void readConfig(Kubeconfig& result, const std::string& file, const Document& document) {
    const FieldReader config(document, document.root(), kConfigFields, result.findings);
    for (const auto& [field, only] : {std::pair{"apiVersion", "v1"}, {"kind", "Config"}})
        if (const std::string value = config.text(field); !value.empty() && value != only)
            config.report(Severity::Error, "kubeconfig.value",
                          fmt::format("{} of a kubeconfig is {}", field, only),
                          config.node()[field]);
    result.currentContext = config.text("current-context");
    readNamed(config, file, "clusters", kNamedCluster, "cluster", kClusterFields, readCluster,
              result.clusters);
    readNamed(config, file, "users", kNamedUser, "user", kUserFields, readUser, result.users);
    readNamed(config, file, "contexts", kNamedContext, "context", kContextFields, readContext,
              result.contexts);
}

/// What the reader says about the text, in the words of the rule: its own words may quote the text.
void tellWithoutQuoting(Kubeconfig& result, const Findings& findings) {
    for (const Finding& finding : findings) {
        Finding told;
        told.severity = finding.severity;
        told.rule = finding.rule;
        told.source = finding.source;
        const ManifestRule* rule = findManifestRule(finding.rule);
        told.message = rule ? rule->meaning : "the text cannot be read";
        result.findings.push_back(std::move(told));
    }
}

}  // namespace

Kubeconfig readKubeconfig(std::string_view name, std::string text) {
    Kubeconfig result;
    const std::string file(name);
    result.files.push_back(file);
    const Manifests manifests = readText(name, std::move(text));
    tellWithoutQuoting(result, manifests.findings);
    if (!manifests.documents.empty())  // kubectl looks at the first document only
        readConfig(result, file, *manifests.documents.front());
    return result;
}

bool Kubeconfig::usable() const {
    return std::ranges::none_of(
        findings, [](const Finding& each) { return each.severity == Severity::Error; });
}

const KubeContext* Kubeconfig::context(std::string_view name) const {
    const auto found = std::ranges::find(contexts, name, &KubeContext::name);
    return found == contexts.end() ? nullptr : &*found;
}

const KubeCluster* Kubeconfig::cluster(std::string_view name) const {
    const auto found = std::ranges::find(clusters, name, &KubeCluster::name);
    return found == clusters.end() ? nullptr : &*found;
}

const KubeUser* Kubeconfig::user(std::string_view name) const {
    const auto found = std::ranges::find(users, name, &KubeUser::name);
    return found == users.end() ? nullptr : &*found;
}

}  // namespace gatesight::model
