// Which cluster to open: the contexts of a kubeconfig, and what to read of it. Nothing is sent, and no program of the kubeconfig
// runs, before the user agrees.
#pragma once

#include "model/cluster/kubeconfig.h"
#include "ui/session/live_cluster.h"

#include <QDialog>

class QCheckBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QTreeWidget;

namespace gatesight::ui {

class ClusterDialog : public QDialog {
    Q_OBJECT

public:
    /// `kubeconfig`: path to begin with; empty: as kubectl finds it.
    explicit ClusterDialog(const QString& kubeconfig, QWidget* parent = nullptr);

    [[nodiscard]] ClusterChoice choice() const;
    [[nodiscard]] QTreeWidget* contexts() const { return m_contexts; }
    [[nodiscard]] QLineEdit* kubeconfigEdit() const { return m_path; }
    [[nodiscard]] QLineEdit* namespacesEdit() const { return m_namespaces; }
    [[nodiscard]] QCheckBox* secretsBox() const { return m_secrets; }
    [[nodiscard]] QPushButton* openButton() const { return m_open; }
    /// What is wrong with the kubeconfig; empty when nothing is.
    [[nodiscard]] QString trouble() const;

private:
    void makeLayout();
    void browse();
    void read();
    void fill(const model::Kubeconfig& kubeconfig);
    void showTrouble(const QString& words);

    QLineEdit* m_path;
    QTreeWidget* m_contexts;
    QLineEdit* m_namespaces;
    QCheckBox* m_secrets;
    QLabel* m_trouble;
    QPushButton* m_open = nullptr;
};

}  // namespace gatesight::ui
