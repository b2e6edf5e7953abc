// What is shown while nothing is loaded: samples to try, and the ways to open something.
#pragma once

#include "ui/window/samples.h"

#include <QWidget>

class QVBoxLayout;

namespace gatesight::ui {

class StartPage : public QWidget {
    Q_OBJECT

public:
    explicit StartPage(std::vector<Sample> samples, QWidget* parent = nullptr);
    void setRecent(const QStringList& paths);

Q_SIGNALS:
    void sampleChosen(const Sample& sample);
    void folderRequested();
    void filesRequested();
    void pasteRequested();
    void clusterRequested();
    void recentChosen(const QString& path);

private:
    QWidget* makeHero();
    QWidget* makeSamples();
    QWidget* makeActions();

    std::vector<Sample> m_samples;
    QWidget* m_recent;
    QVBoxLayout* m_recentLayout;
};

}  // namespace gatesight::ui
