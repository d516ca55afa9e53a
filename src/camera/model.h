/* SPDX-License-Identifier: Apache-2.0 */
/* The face model's file, read whole and compared with the one hash this program was built for.
 */
#ifndef CAMERA_MODEL_H
#define CAMERA_MODEL_H

#include "base/status.h"
#include "camera/face.h"

/** ST_NOT_FOUND …; ST_TAMPERED: not the file of assets/models/SHA256SUMS. */
enum status model_load(const char *path, struct face_finder **ret_finder);

#endif
