#include "ui/window/start_page.h"

#include "ui/theme/icons.h"
#include "ui/theme/theme.h"
#include "ui/theme/widgets.h"

#include <QFileInfo>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QPainter>
#include <QPushButton>
#include <QScrollArea>
#include <QSvgRenderer>
#include <QVBoxLayout>

#include <algorithm>
#include <array>

namespace gatesight::ui {

namespace {

constexpr int kPageWidth = 880;
constexpr int kCardHeight = 104;
constexpr std::size_t kColumns = 2;

class Logo : public QWidget {
public:
    Logo() { setFixedSize(56, 56); }

protected:
    void paintEvent(QPaintEvent*) override {
        QPainter painter(this);
        QSvgRenderer(QStringLiteral(":/gatesight/icons/gatesight.svg")).render(&painter, rect());
    }
};

QString iconFor(const Sample& sample) {
    const std::array<std::pair<const char*, const char*>, 5> icons{{{"first-steps", "play"},
                                                                    {"protocols", "layers"},
                                                                    {"bookshop", "branch"},
                                                                    {"tenants", "kind-namespace"},
                                                                    {"broken", "warning"}}};
    for (const auto& [name, icon] : icons)
        if (sample.name == QLatin1String(name))
            return QString::fromLatin1(icon);
    return QStringLiteral("sample");
}

/// A button with a heading and a paragraph, which QPushButton itself can not lay out.
class SampleCard : public QPushButton {
public:
    explicit SampleCard(const Sample& sample) {
        setProperty("role", QStringLiteral("card"));
        setCursor(Qt::PointingHandCursor);
        QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Minimum);
        policy.setHeightForWidth(true);
        setSizePolicy(policy);
        setAccessibleName(StartPage::tr("Open the sample %1").arg(sample.title));
        setAccessibleDescription(sample.summary);
        QLabel* title = plainLabel();
        title->setText(sample.title);
        title->setFont(Theme::sized(1, QFont::DemiBold));
        QLabel* summary = plainLabel(QStringLiteral("muted"));
        summary->setText(sample.summary);
        summary->setWordWrap(true);
        summary->setAlignment(Qt::AlignTop | Qt::AlignLeft);
        auto* picture = new QToolButton;
        picture->setIcon(ui::icon(iconFor(sample), Tint::Accent));
        picture->setIconSize({18, 18});
        picture->setFocusPolicy(Qt::NoFocus);
        for (QWidget* part : {static_cast<QWidget*>(title), static_cast<QWidget*>(summary),
                              static_cast<QWidget*>(picture)})
            part->setAttribute(Qt::WA_TransparentForMouseEvents);
        auto* head = new QHBoxLayout;
        head->setSpacing(kGap);
        head->addWidget(picture);
        head->addWidget(title);
        head->addStretch();
        auto* layout = new QVBoxLayout(this);
        layout->setContentsMargins(kMargin, kMargin, kMargin + kGap, kMargin);
        layout->setSpacing(kGap);
        layout->addLayout(head);
        layout->addWidget(summary, 1);
    }

    // A button asks its style how large it is, not its layout.
    [[nodiscard]] QSize sizeHint() const override { return layout()->totalSizeHint(); }
    [[nodiscard]] QSize minimumSizeHint() const override { return layout()->totalMinimumSize(); }
    [[nodiscard]] int heightForWidth(int width) const override {
        return std::max(kCardHeight, layout()->totalHeightForWidth(width));
    }
};

}  // namespace

StartPage::StartPage(std::vector<Sample> samples, QWidget* parent)
    : QWidget(parent),
      m_samples(std::move(samples)),
      m_recent(new QWidget),
      m_recentLayout(new QVBoxLayout(m_recent)) {
    m_recentLayout->setContentsMargins(0, 0, 0, 0);
    m_recentLayout->setSpacing(2);
    auto* page = new QWidget;
    page->setProperty("role", QStringLiteral("page"));
    page->setMaximumWidth(kPageWidth);
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(kSection, kSection, kSection, kSection);
    column->setSpacing(kSection);
    column->addStretch(2);
    column->addWidget(makeHero());
    column->addWidget(makeSamples());
    column->addWidget(makeActions());
    column->addWidget(m_recent);
    column->addStretch(3);

    auto* centered = new QWidget;
    centered->setProperty("role", QStringLiteral("page"));
    auto* row = new QHBoxLayout(centered);
    row->setContentsMargins(0, 0, 0, 0);
    row->addStretch(1);
    row->addWidget(page, 100);
    row->addStretch(1);
    auto* scroll = new QScrollArea;
    scroll->setWidget(centered);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(scroll);
    setRecent({});
}

QWidget* StartPage::makeHero() {
    auto* hero = new QWidget;
    QLabel* title = plainLabel();
    title->setText(tr("Where does this request go?"));
    title->setFont(Theme::sized(12, QFont::DemiBold));
    QLabel* text = plainLabel(QStringLiteral("muted"));
    text->setText(
        tr("Gatesight reads Gateway API manifests and shows which listener, which rule, which "
           "Service and which Pod "
           "answers a request — and why not the others. No cluster needed; one that runs is only read."));
    text->setFont(Theme::sized(1));
    text->setWordWrap(true);
    auto* words = new QVBoxLayout;
    words->setSpacing(kGap);
    words->addWidget(title);
    words->addWidget(text);
    auto* layout = new QHBoxLayout(hero);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(kMargin + kGap);
    layout->addWidget(new Logo, 0, Qt::AlignTop);
    layout->addLayout(words, 1);
    return hero;
}

QWidget* StartPage::makeSamples() {
    auto* section = new QWidget;
    auto* layout = new QGridLayout(section);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(kMargin);
    QLabel* caption = plainLabel(QStringLiteral("caption"));
    caption->setText(m_samples.empty() ? tr("The sample clusters are not installed")
                                       : tr("Try a sample cluster"));
    layout->addWidget(caption, 0, 0, 1, static_cast<int>(kColumns));
    for (std::size_t i = 0; i < m_samples.size(); ++i) {
        auto* card = new SampleCard(m_samples[i]);
        connect(card, &QPushButton::clicked, this,
                [this, i] { Q_EMIT sampleChosen(m_samples[i]); });
        layout->addWidget(card, 1 + static_cast<int>(i / kColumns), static_cast<int>(i % kColumns));
    }
    for (std::size_t i = 0; i < kColumns; ++i)
        layout->setColumnStretch(static_cast<int>(i), 1);
    return section;
}

QWidget* StartPage::makeActions() {
    auto* section = new QWidget;
    auto* layout = new QHBoxLayout(section);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(kSpace);
    const auto add = [&](const char* iconName, const QString& words, bool primary,
                         void (StartPage::*signal)()) {
        auto* button = new QPushButton(
            icon(QString::fromLatin1(iconName), primary ? Tint::OnAccent : Tint::Muted), words);
        if (primary)
            button->setProperty("role", QStringLiteral("primary"));
        connect(button, &QPushButton::clicked, this, signal);
        layout->addWidget(button);
    };
    add("folder-open", tr("Open a folder…"), true, &StartPage::folderRequested);
    add("file-yaml", tr("Open files…"), false, &StartPage::filesRequested);
    add("paste", tr("Paste YAML"), false, &StartPage::pasteRequested);
    add("target", tr("Open a live cluster…"), false, &StartPage::clusterRequested);
    layout->addStretch();
    QLabel* hint = plainLabel(QStringLiteral("faint"));
    hint->setText(tr("or drop files and folders anywhere"));
    layout->addWidget(hint);
    return section;
}

void StartPage::setRecent(const QStringList& paths) {
    while (QLayoutItem* item = m_recentLayout->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    m_recent->setVisible(!paths.isEmpty());
    if (paths.isEmpty())
        return;
    QLabel* caption = plainLabel(QStringLiteral("caption"));
    caption->setText(tr("Recent"));
    m_recentLayout->addWidget(caption);
    for (const QString& path : paths) {
        auto* link = new QPushButton(
            icon(QFileInfo(path).isDir() ? QStringLiteral("folder") : QStringLiteral("file-yaml")),
            path);
        link->setProperty("role", QStringLiteral("link"));
        connect(
            link, &QPushButton::clicked, this, [this, path] { Q_EMIT recentChosen(path); },
            Qt::QueuedConnection);
        m_recentLayout->addWidget(link, 0, Qt::AlignLeft);
    }
}

}  // namespace gatesight::ui
