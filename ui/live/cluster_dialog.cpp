#include "ui/live/cluster_dialog.h"

#include "ui/session/text.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"
#include "ui/theme/widgets.h"

#include <QCheckBox>
#include <QDialogButtonBox>
#include <QFileDialog>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLineEdit>
#include <QPushButton>
#include <QRegularExpression>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace gatesight::ui {

namespace {

constexpr int kNamespaceHeight = 26, kLeastContext = 60;

enum ContextColumn { NameColumn, ServerColumn, UserColumn, NamespaceColumn };

/// How a user proves who it is, in a word.
QString userText(const model::KubeUser* user) {
    if (!user)
        return {};
    if (user->exec)
        return ClusterDialog::tr("%1, by a program").arg(text(user->name));
    return text(user->name);
}

/// As tall as the field beside it, and as wide as its fellows: all fields begin in one line.
QLabel* fieldLabel(const QString& words, const QString& longest, const QLineEdit& field) {
    QLabel* label = plainLabel();
    label->setText(words);
    label->ensurePolished();
    label->setMinimumSize(label->fontMetrics().horizontalAdvance(longest) + kGap,
                          field.sizeHint().height());
    return label;
}

}  // namespace

ClusterDialog::ClusterDialog(const QString& kubeconfig, QWidget* parent)
    : QDialog(parent),
      m_path(new QLineEdit(kubeconfig)),
      m_contexts(new QTreeWidget),
      m_namespaces(new QLineEdit),
      m_secrets(new QCheckBox(tr("Read the Secrets that Gateways and policies name, for their certificates"))),
      m_trouble(plainLabel()) {
    setWindowTitle(tr("Open a live cluster"));
    setObjectName(QStringLiteral("clusterDialog"));
    resize(820, 480);
    m_path->setPlaceholderText(tr("$KUBECONFIG, then ~/.kube/config"));
    m_path->setClearButtonEnabled(true);
    m_path->setAccessibleName(tr("kubeconfig"));
    m_contexts->setHeaderLabels({tr("Context"), tr("Server"), tr("User"), tr("Namespace")});
    m_contexts->setRootIsDecorated(false);
    m_contexts->header()->setMinimumSectionSize(kLeastContext);
    m_contexts->setUniformRowHeights(true);
    m_contexts->setAccessibleName(tr("Contexts"));
    m_namespaces->setPlaceholderText(tr("all namespaces"));
    m_namespaces->setToolTip(tr("Names, with commas between them; for users without rights on all"));
    m_namespaces->setAccessibleName(tr("Namespaces"));
    m_secrets->setToolTip(
        tr("Without this no Secret is asked for, and certificates are assumed to be good. With it names, dates and issuers of "
           "certificates are kept, no value; the right to get these Secrets is needed."));
    m_trouble->setWordWrap(true);
    setRole(m_trouble, QStringLiteral("note-bad"));
    makeLayout();
    connect(m_path, &QLineEdit::editingFinished, this, &ClusterDialog::read);
    connect(m_contexts, &QTreeWidget::itemActivated, this, &QDialog::accept);
    connect(m_contexts, &QTreeWidget::currentItemChanged, this,
            [this](const QTreeWidgetItem* item) { m_open->setEnabled(item != nullptr); });
    read();
}

void ClusterDialog::makeLayout() {
    auto* browse = iconButton(QStringLiteral("folder-open"), tr("Choose a kubeconfig"));
    connect(browse, &QToolButton::clicked, this, &ClusterDialog::browse);
    auto* path = new QHBoxLayout;
    path->setSpacing(kGap);
    path->addWidget(m_path);
    path->addWidget(browse);
    auto* form = new QFormLayout;
    form->setSpacing(kSpace);
    const QString longest = tr("Namespaces");
    form->addRow(fieldLabel(tr("kubeconfig"), longest, *m_path), path);
    auto* more = new QFormLayout;
    more->setSpacing(kSpace);
    more->addRow(fieldLabel(longest, longest, *m_namespaces), m_namespaces);
    more->addRow(QString(), m_secrets);
    QLabel* promise = plainLabel(QStringLiteral("muted"));
    promise->setText(tr("Read-only: nothing is ever written to the cluster. Secrets are not read unless you tick their box; their values are "
                        "never kept or shown."));
    promise->setWordWrap(true);

    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel);
    m_open = buttons->addButton(tr("Open"), QDialogButtonBox::AcceptRole);
    m_open->setDefault(true);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);

    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(kMargin + kGap, kMargin + kGap, kMargin + kGap, kMargin);
    layout->setSpacing(kMargin);
    layout->addLayout(form);
    layout->addWidget(m_trouble);
    layout->addWidget(m_contexts, 1);
    layout->addLayout(more);
    layout->addWidget(promise);
    layout->addWidget(buttons);
}

void ClusterDialog::browse() {
    const QString path = QFileDialog::getOpenFileName(this, tr("Choose a kubeconfig"));
    if (path.isEmpty())
        return;
    m_path->setText(path);
    read();
}

void ClusterDialog::read() {
    m_contexts->clear();
    m_open->setEnabled(false);
    const auto kubeconfig =
        model::loadKubeconfig(m_path->text().toStdString(), model::clusterEnvironmentOfProcess());
    if (!kubeconfig) {
        showTrouble(text(kubeconfig.error().message));
        return;
    }
    QStringList words;
    for (const model::Finding& finding : kubeconfig->findings)
        words << QStringLiteral("%1:%2: %3").arg(text(finding.source.file)).arg(finding.source.position.line).arg(text(finding.message));
    if (kubeconfig->files.empty())
        words << tr("There is no kubeconfig where kubectl looks for one. Choose a file.");
    showTrouble(words.join(QLatin1Char('\n')));
    if (kubeconfig->usable())
        fill(*kubeconfig);
}

void ClusterDialog::fill(const model::Kubeconfig& kubeconfig) {
    for (const model::KubeContext& context : kubeconfig.contexts) {
        const model::KubeCluster* cluster = kubeconfig.cluster(context.cluster);
        auto* item = new QTreeWidgetItem(
            m_contexts, {text(context.name), cluster ? text(cluster->server) : tr("missing: %1").arg(text(context.cluster)),
                         userText(kubeconfig.user(context.user)), text(context.namespace_)});
        // Of the last column, whose width does not follow from what is in it.
        item->setSizeHint(NamespaceColumn, {0, kNamespaceHeight});
        if (context.name != kubeconfig.currentContext)
            continue;
        QFont bold = item->font(NameColumn);
        bold.setBold(true);
        item->setFont(NameColumn, bold);
        item->setToolTip(NameColumn, tr("The current context"));
        m_contexts->setCurrentItem(item);
    }
    if (!m_contexts->currentItem() && m_contexts->topLevelItemCount() > 0)
        m_contexts->setCurrentItem(m_contexts->topLevelItem(0));
    for (const int column : {NameColumn, ServerColumn, UserColumn})
        m_contexts->resizeColumnToContents(column);
}

void ClusterDialog::showTrouble(const QString& words) {
    m_trouble->setText(words);
    m_trouble->setVisible(!words.isEmpty());
}

QString ClusterDialog::trouble() const {
    return m_trouble->text();
}

ClusterChoice ClusterDialog::choice() const {
    ClusterChoice choice{.kubeconfig = m_path->text().toStdString(),
                         .context = m_contexts->currentItem() ? m_contexts->currentItem()->text(NameColumn).toStdString() : "",
                         .namespaces = {},
                         .secrets = m_secrets->isChecked()};
    static const QRegularExpression kBetween(QStringLiteral("[,\\s]+"));
    for (const QString& name : m_namespaces->text().split(kBetween, Qt::SkipEmptyParts))
        choice.namespaces.push_back(name.toStdString());
    return choice;
}

}  // namespace gatesight::ui
