-- SPDX-License-Identifier: Apache-2.0
-- For wrk: posts each request of the file $DRAIN once, as queue_write wrote it, and prints how many were taken and how long
-- that took. Needs one thread: wrk -t1.
local ffi = require("ffi")
ffi.cdef [[
struct timespec { long s, ns; };
int clock_gettime(int clock, struct timespec *ret);
int kill(int pid, int signal);
int getpid(void);
]]

local MONOTONIC, SIGINT = 1, 2
local requests, sent = {}, -1 -- wrk asks for one request to look at it
taken, answered, began, ended = 0, 0, 0, 0

local function now()
  local at = ffi.new("struct timespec")
  ffi.C.clock_gettime(MONOTONIC, at)
  return tonumber(at.s) + tonumber(at.ns) / 1e9
end

function setup(thread)
  the_thread = thread
end

function init()
  local file = assert(io.open(os.getenv("DRAIN")))
  local kiosk = file:read("*l")
  for line in file:lines() do
    local key, time, nonce, signature, body = line:match("^(.-)\t(.-)\t(.-)\t(.-)\t(.*)$")
    requests[#requests + 1] = wrk.format("POST", "/v1/offline-claims", {
      ["Host"] = "127.0.0.1", ["Content-Type"] = "application/json", ["Idempotency-Key"] = key,
      ["X-Cons-Id"] = kiosk, ["X-Timestamp"] = time, ["X-Nonce"] = nonce, ["X-Signature"] = signature,
    }, body)
  end
  file:close()
end

-- Past the last one the connections that wait for nothing repeat a request the server refuses as a replay; not counted.
function request()
  if sent == 0 then began = now() end
  sent = sent + 1
  return requests[math.max(1, math.min(sent, #requests))]
end

function response(status)
  if status == 202 and taken < #requests then
    taken = taken + 1
    ended = now()
  end
  answered = answered + 1
  if taken == #requests or answered > 2 * #requests then ffi.C.kill(ffi.C.getpid(), SIGINT) end
end

function done()
  print(string.format("taken %d in %.6f s", the_thread:get("taken"), the_thread:get("ended") - the_thread:get("began")))
end
