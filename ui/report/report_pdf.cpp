#include "ui/report/report_pdf.h"

#include "simulator/report/report_pages.h"

#include <QBuffer>
#include <QCoreApplication>
#include <QPainter>
#include <QPdfWriter>
#include <QSvgRenderer>
#include <QXmlStreamReader>
#include <QXmlStreamWriter>

namespace gatesight::ui {

namespace {

/// Of A4 at 96 units an inch the pages are made; a PDF is drawn finer, so that hairlines stay thin.
constexpr int kDotsAnInch = 600;
constexpr double kUnitsAnInch = 96;

QString pdfWords(const char* words) {
    return QCoreApplication::translate("gatesight", words);
}

/// Qt writes when a PDF was made. A report has no date: the same input gives the same bytes.
void forgetDate(QByteArray& pdf) {
    const QByteArray key = "/CreationDate (D:", known = "19700101";
    const qsizetype found = pdf.lastIndexOf(key);
    const qsizetype end = pdf.indexOf(')', found);
    for (qsizetype at = found + key.size(), i = 0; found >= 0 && at < end; ++at, ++i)
        if (pdf[at] >= '0' && pdf[at] <= '9')
            pdf[at] = i < known.size() ? known[i] : '0';
}

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

std::expected<QByteArray, QString> pdfOf(
    const simulator::Booklet& booklet, const std::stop_token& stop,
    const std::function<void(const ReportProgress&)>& progress) {
    progress({pdfWords("Dividing the report into pages")});
    const std::vector<simulator::ReportPage> pages = toPages(booklet);
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    QPdfWriter writer(&buffer);
    writer.setResolution(kDotsAnInch);
    writer.setTitle(QString::fromStdString(booklet.title));
    writer.setCreator(QString::fromStdString(booklet.generator));
    QPainter painter;
    for (std::size_t i = 0; i < pages.size(); ++i) {
        if (stop.stop_requested())
            return QByteArray();
        progress({pdfWords("Drawing page %1 of %2").arg(i + 1).arg(pages.size()),
                  static_cast<int>(i), static_cast<int>(pages.size())});
        QSvgRenderer page(flatSvg(QByteArray::fromStdString(pages[i].svg)));
        if (!page.isValid())
            return std::unexpected(
                pdfWords("Page %1 of the report could not be drawn").arg(i + 1));
        const QSizeF size = page.defaultSize();
        writer.setPageLayout(
            QPageLayout(QPageSize(size / kUnitsAnInch, QPageSize::Inch, {}, QPageSize::ExactMatch),
                        QPageLayout::Portrait, QMarginsF()));
        if (i == 0 ? !painter.begin(&writer) : !writer.newPage())
            return std::unexpected(pdfWords("The PDF could not be begun"));
        page.render(&painter, QRectF(0, 0, size.width() / kUnitsAnInch * kDotsAnInch,
                                     size.height() / kUnitsAnInch * kDotsAnInch));
    }
    if (pages.empty())
        return std::unexpected(pdfWords("The report has no page"));
    painter.end();
    forgetDate(bytes);
    return bytes;
}

}  // namespace gatesight::ui
