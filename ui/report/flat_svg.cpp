#include "ui/report/flat_svg.h"

#include <QString>
#include <QXmlStreamReader>
#include <QXmlStreamWriter>

#include <vector>

namespace gatesight::ui {

namespace {

/// Copies elements, but of a nested picture only what is in it.
class Flattener {
public:
    explicit Flattener(const QByteArray& svg) : m_reader(svg), m_writer(&m_result) {}

    QByteArray run() {
        while (!m_reader.atEnd()) {
            m_reader.readNext();
            if (m_reader.isStartElement())
                start();
            else if (m_reader.isEndElement())
                end();
            else if (m_reader.isCharacters())
                m_writer.writeCharacters(m_reader.text().toString());
        }
        return m_reader.hasError() ? QByteArray() : m_result;
    }

private:
    struct Size {
        QString width, height;
    };

    void start() {
        const QXmlStreamAttributes attributes = m_reader.attributes();
        const bool picture = m_reader.name() == QLatin1String("svg");
        const bool nested = picture && !m_sizes.empty();
        if (picture)
            m_sizes.push_back({attributes.value(QLatin1String("width")).toString(),
                               attributes.value(QLatin1String("height")).toString()});
        m_writer.writeStartElement(nested ? QStringLiteral("g") : m_reader.name().toString());
        if (picture && !nested)
            m_writer.writeAttribute(QStringLiteral("xmlns"),
                                    QStringLiteral("http://www.w3.org/2000/svg"));
        for (const QXmlStreamAttribute& attribute : attributes) {
            const QString name = attribute.qualifiedName().toString();
            if (nested && name != QLatin1String("font-family"))
                continue;
            m_writer.writeAttribute(name, lengthOf(name, attribute.value().toString()));
        }
    }

    void end() {
        if (m_reader.name() == QLatin1String("svg"))
            m_sizes.pop_back();
        m_writer.writeEndElement();
    }

    [[nodiscard]] QString lengthOf(const QString& name, const QString& value) const {
        if (value != QLatin1String("100%") || m_sizes.empty())
            return value;
        return name == QLatin1String("width")    ? m_sizes.back().width
               : name == QLatin1String("height") ? m_sizes.back().height
                                                 : value;
    }

    QXmlStreamReader m_reader;
    QByteArray m_result;
    QXmlStreamWriter m_writer;
    std::vector<Size> m_sizes;  ///< of the pictures around the current element
};

}  // namespace

QByteArray flatSvg(const QByteArray& svg) {
    return Flattener(svg).run();
}

}  // namespace gatesight::ui
