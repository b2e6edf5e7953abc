#include "app/desktop/arguments.h"

#include <QCommandLineParser>
#include <QCoreApplication>

#include <cstdio>
#include <cstdlib>

namespace gatesight::desktop {

namespace {

// The closed set of exit codes that both programs share.
constexpr int kUnusableArguments = 2;

[[noreturn]] void refuse(const QString& why) {
    std::fputs(
        qUtf8Printable(
            QStringLiteral("gatesight-desktop: %1\nTry: gatesight-desktop --help\n").arg(why)),
        stderr);
    std::exit(kUnusableArguments);
}

QSize sizeOf(const QString& text) {
    if (text.isEmpty())
        return {};
    const QStringList parts = text.split(QLatin1Char('x'));
    const QSize size = parts.size() == 2 ? QSize(parts[0].toInt(), parts[1].toInt()) : QSize();
    if (size.isEmpty() || size.width() > 8000 || size.height() > 8000)
        refuse(QStringLiteral("--size '%1' is not of the form WIDTHxHEIGHT").arg(text));
    return size;
}

QCommandLineOption hidden(const QString& name, const QString& value) {
    QCommandLineOption option(name, {}, value);
    option.setFlags(QCommandLineOption::HiddenFromHelp);
    return option;
}

}  // namespace

Arguments readArguments(const QCoreApplication& application) {
    QCommandLineParser parser;
    parser.setApplicationDescription(
        QStringLiteral("Shows where traffic goes in a cluster that uses the Gateway API."));
    const QCommandLineOption help = parser.addHelpOption();
    const QCommandLineOption version = parser.addVersionOption();
    parser.addPositionalArgument(QStringLiteral("PATH"),
                                 QStringLiteral("Manifests to open: files, folders, archives."),
                                 QStringLiteral("[PATH...]"));
    const QCommandLineOption request(QStringLiteral("request"),
                                     QStringLiteral("Trace this URL at once."),
                                     QStringLiteral("URL"));
    const QCommandLineOption sample(
        QStringLiteral("sample"),
        QStringLiteral("Open a sample cluster: first-steps, bookshop, protocols, tenants, mall, broken."),
        QStringLiteral("NAME"));
    const QCommandLineOption context(QStringLiteral("context"),
                                     QStringLiteral("Open the live cluster of this context, read-only."),
                                     QStringLiteral("NAME"));
    const QCommandLineOption kubeconfig(QStringLiteral("kubeconfig"),
                                        QStringLiteral("The kubeconfig of --context (default: as kubectl finds it)."),
                                        QStringLiteral("PATH"));
    const QCommandLineOption secrets(
        QStringLiteral("secrets"),
        QStringLiteral("Also read the Secrets that Gateways and policies of this cluster name, for their certificates."));
    // For the pictures of the documentation.
    const QCommandLineOption screenshot =
        hidden(QStringLiteral("screenshot"), QStringLiteral("FILE"));
    const QCommandLineOption state = hidden(QStringLiteral("state"), QStringLiteral("NAME"));
    const QCommandLineOption theme = hidden(QStringLiteral("theme"), QStringLiteral("NAME"));
    const QCommandLineOption size = hidden(QStringLiteral("size"), QStringLiteral("WxH"));
    parser.addOptions({request, sample, context, kubeconfig, secrets, screenshot, state, theme, size});
    if (!parser.parse(QCoreApplication::arguments()))
        refuse(parser.errorText());
    if (parser.isSet(version)) {
        std::puts(qUtf8Printable(
            QStringLiteral("gatesight-desktop %1").arg(application.applicationVersion())));
        std::exit(0);
    }
    if (parser.isSet(help)) {
        std::fputs(qUtf8Printable(parser.helpText()), stdout);
        std::exit(0);
    }
    const QString themeName = parser.value(theme);
    if (!themeName.isEmpty() && themeName != QLatin1String("light") &&
        themeName != QLatin1String("dark"))
        refuse(QStringLiteral("--theme is light or dark"));
    return {.paths = parser.positionalArguments(),
            .sample = parser.value(sample),
            .context = parser.value(context),
            .kubeconfig = parser.value(kubeconfig),
            .secrets = parser.isSet(secrets),
            .request = parser.value(request),
            .screenshot = parser.value(screenshot),
            .state = parser.value(state),
            .theme = themeName,
            .size = sizeOf(parser.value(size))};
}

}  // namespace gatesight::desktop
