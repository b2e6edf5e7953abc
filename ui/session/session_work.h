// What a Session has running beside the GUI; of its own sources alone.
#pragma once

#include "ui/jobs/latest_job.h"
#include "ui/session/load.h"
#include "ui/session/session.h"

#include <QElapsedTimer>
#include <QTimer>

namespace gatesight::ui {

class Session::Work {
public:
    LatestJob<LoadOutcome, LoadProgress> loading;
    LatestJob<std::shared_ptr<const simulator::Decision>> deciding;
    LatestJob<std::vector<SavedRequest>> answering;
    QElapsedTimer sinceStart;
    QTimer tick;
};

}  // namespace gatesight::ui
