#include "ui/live/plugin_dialog.h"

#include "ui/session/text.h"
#include "ui/theme/theme.h"
#include "ui/theme/widgets.h"

#include <QCheckBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSettings>
#include <QVBoxLayout>

namespace gatesight::ui {

namespace {

constexpr auto kAllowedPlugins = "live/allowedPlugins";

QString argumentsOf(const model::PluginCall& call) {
    QStringList lines;
    for (const std::string& argument : call.args)
        lines << text(argument);
    return lines.join(QLatin1Char('\n'));
}

QString variablesOf(const model::PluginCall& call) {
    QStringList lines;
    for (const auto& [name, value] : call.env)
        lines << QStringLiteral("%1=%2").arg(text(name), text(value));
    return lines.join(QLatin1Char('\n'));
}

/// Whatever stands there shows as it is, and long texts can be read to their end.
QPlainTextEdit* shown(const QString& words, const QString& name) {
    auto* edit = new QPlainTextEdit(words);
    edit->setReadOnly(true);
    edit->setFont(Theme::monospace());
    edit->setAccessibleName(name);
    edit->setTabChangesFocus(true);
    const auto lines = std::clamp<qsizetype>(words.count(QLatin1Char('\n')) + 1, 1, 6);
    edit->setFixedHeight(static_cast<int>(lines) * edit->fontMetrics().lineSpacing() + 2 * kSpace);
    return edit;
}

}  // namespace

PluginDialog::PluginDialog(const model::PluginCall& call, QWidget* parent)
    : QDialog(parent), m_remember(new QCheckBox(tr("Do not ask again for exactly this call"))) {
    setObjectName(QStringLiteral("pluginDialog"));
    setWindowTitle(tr("Run a program for a credential?"));
    resize(640, 420);
    QLabel* words = plainLabel();
    words->setText(tr("The kubeconfig wants this program to run with your rights, to learn who you are. Allow it only when you "
                      "know where the file comes from."));
    words->setWordWrap(true);
    auto* form = new QFormLayout;
    form->setSpacing(kSpace);
    const auto row = [&](const QString& name, const QString& value) {
        if (!value.isEmpty())
            form->addRow(name, shown(value, name));
    };
    row(tr("Program"), text(call.program));
    row(tr("Arguments"), argumentsOf(call));
    row(tr("Variables"), variablesOf(call));
    row(tr("kubeconfig"), text(call.kubeconfig));

    auto* buttons = new QDialogButtonBox;
    buttons->addButton(tr("Run it"), QDialogButtonBox::AcceptRole)->setAutoDefault(false);
    QPushButton* cancel = buttons->addButton(QDialogButtonBox::Cancel);
    cancel->setDefault(true);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(kMargin + kGap, kMargin + kGap, kMargin + kGap, kMargin);
    layout->setSpacing(kMargin);
    layout->addWidget(words);
    layout->addLayout(form);
    layout->addStretch();
    layout->addWidget(m_remember);
    layout->addWidget(buttons);
    cancel->setFocus();
}

bool PluginDialog::remembers() const {
    return m_remember->isChecked();
}

std::vector<std::string> rememberedPlugins() {
    std::vector<std::string> result;
    for (const QString& each : QSettings().value(QLatin1String(kAllowedPlugins)).toStringList())
        result.push_back(each.toStdString());
    return result;
}

void rememberPlugin(const std::string& fingerprint) {
    QSettings settings;
    QStringList all = settings.value(QLatin1String(kAllowedPlugins)).toStringList();
    const QString mine = QString::fromStdString(fingerprint);
    if (!all.contains(mine))
        all << mine;
    settings.setValue(QLatin1String(kAllowedPlugins), all);
}

}  // namespace gatesight::ui
