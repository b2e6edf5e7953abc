#include "ui/theme/icons.h"

#include "ui/theme/theme.h"

#include <QGuiApplication>
#include <QIconEngine>
#include <QPainter>
#include <QPixmapCache>
#include <QSvgRenderer>

#include <algorithm>
#include <array>
#include <cmath>

namespace gatesight::ui {

namespace {

QColor colorOf(Tint tint) {
    const Palette& colors = Theme::colors();
    switch (tint) {
        case Tint::Text:
            return colors.text;
        case Tint::Muted:
            return colors.mutedText;
        case Tint::Accent:
            return colors.accentText;
        case Tint::OnAccent:
            return colors.onAccent;
        case Tint::Good:
            return colors.good;
        case Tint::Warning:
            return colors.warning;
        case Tint::Bad:
            return colors.bad;
        case Tint::Info:
            return colors.info;
    }
    return colors.text;
}

/// The drawing in one colour, `size` device pixels wide. Kept: rows of lists ask for the same few
/// again and again.
QPixmap tinted(const QString& name, QSize size, const QColor& color) {
    const QString key = QStringLiteral("gatesight-%1-%2x%3-%4")
                            .arg(name)
                            .arg(size.width())
                            .arg(size.height())
                            .arg(color.rgba());
    QPixmap pixmap;
    if (QPixmapCache::find(key, &pixmap))
        return pixmap;
    pixmap = QPixmap(size);
    pixmap.fill(Qt::transparent);
    QSvgRenderer renderer(QStringLiteral(":/gatesight/icons/%1.svg").arg(name));
    QPainter painter(&pixmap);
    renderer.render(&painter, QRectF(QPointF(), QSizeF(size)));
    painter.setCompositionMode(QPainter::CompositionMode_SourceIn);
    painter.fillRect(pixmap.rect(), color);
    painter.end();
    QPixmapCache::insert(key, pixmap);
    return pixmap;
}

class TintedEngine : public QIconEngine {
public:
    TintedEngine(QString name, Tint tint) : m_name(std::move(name)), m_tint(tint) {}

    void paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State) override {
        paintIcon(*painter, m_name, rect, color(mode));
    }
    QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State) override {
        return tinted(m_name, size, color(mode));
    }
    [[nodiscard]] QIconEngine* clone() const override { return new TintedEngine(*this); }

private:
    [[nodiscard]] QColor color(QIcon::Mode mode) const {
        if (mode != QIcon::Disabled)
            return colorOf(m_tint);
        const Palette& colors = Theme::colors();
        return blend(colors.faintText, colors.panel, 0.6);
    }

    QString m_name;
    Tint m_tint;
};

struct KindIcon {
    std::string_view kind;
    const char* name;
};
constexpr std::array kKindIcons{
    KindIcon{"Client", "kind-internet"},
    KindIcon{"ConfigMap", "kind-config"},
    KindIcon{"DaemonSet", "kind-workload"},
    KindIcon{"Deployment", "kind-workload"},
    KindIcon{"EndpointSlice", "kind-slice"},
    KindIcon{"Endpoints", "kind-slice"},
    KindIcon{"ExternalAddress", "kind-exit"},
    KindIcon{"ExternalHost", "kind-exit"},
    KindIcon{"GRPCRoute", "kind-route"},
    KindIcon{"Gateway", "kind-gateway"},
    KindIcon{"GatewayClass", "kind-class"},
    KindIcon{"HTTPRoute", "kind-route"},
    KindIcon{"Internet", "kind-internet"},
    KindIcon{"Job", "kind-workload"},
    KindIcon{"Listener", "kind-listener"},
    KindIcon{"ListenerSet", "kind-listener"},
    KindIcon{"Namespace", "kind-namespace"},
    KindIcon{"Pod", "kind-pod"},
    KindIcon{"ReferenceGrant", "kind-grant"},
    KindIcon{"ReplicaSet", "kind-workload"},
    KindIcon{"Rule", "kind-rule"},
    KindIcon{"Secret", "kind-secret"},
    KindIcon{"Service", "kind-service"},
    KindIcon{"ServiceImport", "kind-service"},
    KindIcon{"StatefulSet", "kind-workload"},
    KindIcon{"TCPRoute", "kind-route"},
    KindIcon{"TLSRoute", "kind-route"},
    KindIcon{"UDPRoute", "kind-route"},
    KindIcon{"XBackend", "kind-exit"},
};

}  // namespace

QIcon icon(const QString& name, Tint tint) {
    return QIcon(new TintedEngine(name, tint));
}

QString kindIconName(std::string_view kind) {
    const auto found = std::ranges::find(kKindIcons, kind, &KindIcon::kind);
    if (found != kKindIcons.end())
        return QString::fromLatin1(found->name);
    // Kinds of later versions and of vendors, by how the API names things.
    constexpr std::array kEndings{
        KindIcon{"Route", "kind-route"},          KindIcon{"Policy", "kind-policy"},
        KindIcon{"ListenerSet", "kind-listener"}, KindIcon{"Mesh", "kind-slice"},
        KindIcon{"Grant", "kind-grant"},          KindIcon{"Class", "kind-class"},
        KindIcon{"Set", "kind-workload"}};
    const auto ending = std::ranges::find_if(
        kEndings, [kind](const KindIcon& row) { return kind.ends_with(row.kind); });
    return QString::fromLatin1(ending == kEndings.end() ? "kind-other" : ending->name);
}

QIcon kindIcon(std::string_view kind, Tint tint) {
    return icon(kindIconName(kind), tint);
}

void paintIcon(QPainter& painter, const QString& name, const QRectF& rect, const QColor& color) {
    const qreal scale = painter.device()->devicePixelRatioF();
    const int side = static_cast<int>(std::lround(std::min(rect.width(), rect.height()) * scale));
    if (side <= 0)
        return;
    QPixmap pixmap = tinted(name, {side, side}, color);
    pixmap.setDevicePixelRatio(scale);
    const qreal drawn = side / scale;
    painter.drawPixmap(QPointF(rect.center().x() - drawn / 2, rect.center().y() - drawn / 2),
                       pixmap);
}

}  // namespace gatesight::ui
