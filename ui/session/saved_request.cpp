#include "ui/session/saved_request.h"

#include "ui/session/trace_reading.h"

namespace gatesight::ui {

bool isMovedByEdits(const SavedRequest& request) {
    return request.answer && request.unedited &&
           (shortAnswer(*request.answer) != shortAnswer(*request.unedited) ||
            whereTo(*request.answer) != whereTo(*request.unedited));
}

}  // namespace gatesight::ui
