/* SPDX-License-Identifier: Apache-2.0 */
/* BlazeFace through OpenCV: square → 128 × 128 floats → 896 anchors → blended boxes with six
 * points. */
#include "camera/face.h"

#include <opencv2/core.hpp>
#include <opencv2/dnn.hpp>
#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cmath>
#include <new>
#include <vector>

namespace
{

constexpr int SIDE = 128;
constexpr int VALUES = 4 + 2 * FACE_POINTS;
constexpr float SCORE_MIN = 0.5F;
constexpr float SAME_FACE_IOU = 0.3F;

/* The two output layers: cells a side and anchors a cell. */
constexpr struct {
	int cells, anchors;
} LAYERS[] = { { 16, 2 }, { 8, 6 } };

/* 0–1 of the square: x, y, width, height, then the points */
struct candidate {
	float value[VALUES];
	float score;
};

float
overlap(const candidate &a, const candidate &b)
{
	float x1 = std::max(a.value[0], b.value[0]);
	float y1 = std::max(a.value[1], b.value[1]);
	float x2 = std::min(a.value[0] + a.value[2], b.value[0] + b.value[2]);
	float y2 = std::min(a.value[1] + a.value[3], b.value[1] + b.value[3]);
	float both = std::max(0.0F, x2 - x1) * std::max(0.0F, y2 - y1);
	float all = a.value[2] * a.value[3] + b.value[2] * b.value[3] - both;

	return all > 0 ? both / all : 0;
}

void
read_layer(const cv::Mat &scores, const cv::Mat &boxes, int cells, int anchors,
	std::vector<candidate> &found)
{
	const float *score = scores.ptr<float>();
	const float *box = boxes.ptr<float>();

	for (int i = 0; i < cells * cells * anchors; i++, box += VALUES) {
		float x = (float)(i / anchors % cells) + 0.5F;
		float y = (float)(i / anchors / cells) + 0.5F;
		candidate c;

		c.score = 1 / (1 + std::exp(-score[i]));
		if (!(c.score >= SCORE_MIN))
			continue;
		for (int v = 0; v < VALUES; v += 2) {
			float anchor_x = v == 2 ? 0 : x / (float)cells;
			float anchor_y = v == 2 ? 0 : y / (float)cells;

			c.value[v] = box[v] / SIDE + anchor_x;
			c.value[v + 1] = box[v + 1] / SIDE + anchor_y;
		}
		c.value[0] -= c.value[2] / 2;
		c.value[1] -= c.value[3] / 2;
		found.push_back(c);
	}
}

/* Candidates of one face are averaged by score: steadier points than the best candidate's
 * alone. */
candidate
blend(std::vector<candidate> &found)
{
	candidate best = found.front(), sum = {};
	std::vector<candidate> rest;
	float weight = 0;

	for (const candidate &c : found) {
		if (overlap(best, c) < SAME_FACE_IOU) {
			rest.push_back(c);
			continue;
		}
		for (int v = 0; v < VALUES; v++)
			sum.value[v] += c.value[v] * c.score;
		weight += c.score;
	}
	if (weight > 0)
		for (float &value : sum.value)
			value /= weight;
	else
		sum = best, rest.erase(rest.begin());
	sum.score = best.score;
	found.swap(rest);
	return sum;
}

struct face
in_picture(const candidate &c, const struct square *where)
{
	struct face face = {};

	face.x = where->x + c.value[0] * where->side;
	face.y = where->y + c.value[1] * where->side;
	face.width = c.value[2] * where->side;
	face.height = c.value[3] * where->side;
	face.score = c.score;
	for (int p = 0; p < FACE_POINTS; p++) {
		face.point_x[p] = where->x + c.value[4 + 2 * p] * where->side;
		face.point_y[p] = where->y + c.value[5 + 2 * p] * where->side;
	}
	return face;
}

} // namespace

struct face_finder {
	cv::dnn::Net net;
	std::vector<cv::String> outputs;
	cv::Mat small = cv::Mat(SIDE, SIDE, CV_8UC3);
	cv::Mat input;
};

/* Scales the part of the square that lies in the picture to its place in `small`. */
static void
cut_out(face_finder *finder, const struct rgb *picture, const struct square *where)
{
	float scale = SIDE / where->side;
	cv::Rect all(0, 0, picture->width, picture->height);
	cv::Rect from((int)std::lround(where->x), (int)std::lround(where->y),
		(int)std::lround(where->side), (int)std::lround(where->side));
	cv::Rect in = from & all;
	cv::Rect to;

	finder->small.setTo(cv::Scalar::all(0));
	if (in.area() == 0)
		return;
	to.x = (int)std::lround((float)(in.x - from.x) * scale);
	to.y = (int)std::lround((float)(in.y - from.y) * scale);
	to.width = (int)std::lround((float)in.width * scale);
	to.height = (int)std::lround((float)in.height * scale);
	to &= cv::Rect(0, 0, SIDE, SIDE);
	if (to.area() == 0)
		return;
	cv::Mat pixels(picture->height, picture->width, CV_8UC3, picture->pixels,
		(size_t)picture->stride);
	cv::Mat target = finder->small(to);
	cv::resize(pixels(in), target, to.size(), 0, 0,
		scale < 1 ? cv::INTER_AREA : cv::INTER_LINEAR);
}

enum status
face_finder_new(const void *onnx, size_t len, struct face_finder **ret_finder)
{
	struct face_finder *finder = new (std::nothrow) face_finder;

	if (finder == nullptr)
		return ST_NO_MEMORY;
	cv::setNumThreads(1);
	finder->net = cv::dnn::readNetFromONNX((const char *)onnx, len);
	if (finder->net.empty()) {
		delete finder;
		return ST_INVALID;
	}
	finder->net.setPreferableBackend(cv::dnn::DNN_BACKEND_OPENCV);
	finder->net.setPreferableTarget(cv::dnn::DNN_TARGET_CPU);
	finder->outputs = finder->net.getUnconnectedOutLayersNames();
	*ret_finder = finder;
	return ST_OK;
}

void
face_finder_free(struct face_finder *finder)
{
	delete finder;
}

void
face_finder_look(struct face_finder *finder, const struct rgb *picture,
	const struct square *where, struct faces *ret_faces)
{
	int shape[] = { 1, SIDE, SIDE, 3 };
	std::vector<cv::Mat> out;
	std::vector<candidate> found;

	ret_faces->count = 0;
	if (where->side < 1)
		return;
	cut_out(finder, picture, where);
	finder->small.reshape(1, SIDE).convertTo(finder->input, CV_32F, 1 / 127.5, -1);
	finder->net.setInput(cv::Mat(4, shape, CV_32F, finder->input.data));
	finder->net.forward(out, finder->outputs);
	read_layer(out[0], out[2], LAYERS[0].cells, LAYERS[0].anchors, found);
	read_layer(out[1], out[3], LAYERS[1].cells, LAYERS[1].anchors, found);
	std::sort(found.begin(), found.end(),
		[](const candidate &a, const candidate &b) { return a.score > b.score; });
	while (!found.empty() && ret_faces->count < FACES_MAX)
		ret_faces->face[ret_faces->count++] = in_picture(blend(found), where);
}
