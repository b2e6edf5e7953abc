// A report as chapters of plain blocks: what HTML, Markdown and pages of a PDF have in common. Each
// section of the report says what its chapter holds; each output form says how a block looks.
#pragma once

#include "simulator/report/rich_text.h"
#include "simulator/topology/layout.h"

#include <cstdint>
#include <memory>
#include <string>
#include <variant>
#include <vector>

namespace gatesight::simulator {

struct Paragraph {
    RichText text;
};

/// A few numbers that say most.
struct KeyFigures {
    struct Figure {
        std::string label, value, note;
        TextTone tone = TextTone::Plain;
    };
    std::vector<Figure> figures;
};

/// Bars of equal length, each divided by the values of its parts.
struct BarChart {
    struct Part {
        std::int64_t value = 0;
        std::string label;
        TextTone tone = TextTone::Plain;
    };
    struct Bar {
        RichText label;
        std::vector<Part> parts;
    };
    std::string title;
    std::vector<Bar> bars;
    bool toScale = false;  ///< the longest bar is full; else every bar is
};

struct DataTable {
    struct Column {
        std::string title;
        double weight = 1;     ///< how wide it may get beside the others, on paper
        bool numbers = false;  ///< aligned at the right
    };
    std::vector<Column> columns;
    std::vector<std::vector<RichText>> rows;
    std::string rest;  ///< where all rows are found when a form shows some of them only
};

struct BulletList {
    std::vector<RichText> items;
};

struct GraphPicture {
    TopologyPtr topology;
    std::shared_ptr<const Layout> layout;
};

struct Block;

/// Blocks below a line that can be closed.
struct Fold {
    RichText title;
    std::vector<Block> blocks;
    bool open = false;
};

struct Block {
    std::variant<Paragraph, KeyFigures, BarChart, DataTable, BulletList, GraphPicture, Fold>
        content;
};

struct Chapter {
    std::string id;  ///< for anchors: letters and dashes
    std::string title;
    std::vector<Block> blocks;
};

struct Booklet {
    std::string title, generator;
    std::vector<Chapter> chapters;
};

/// Takes the columns out of all tables in which no row says anything.
void dropEmptyColumns(std::vector<Block>& blocks);

/// "12 reached"; the label alone when it has its number already ("cart-v1 9/10", "3 errors").
[[nodiscard]] std::string partWords(const BarChart::Part& part);

}  // namespace gatesight::simulator
