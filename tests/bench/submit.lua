-- wrk: one form sent over and over, each time with a one-time key of its own. Arguments: the path, and a
-- file with the multipart body, in which "@ONCE@" stands for the key, its boundary, and the cookie.
local threads = 0
local sent = 0
local path, before, after, headers

function setup(thread)
	threads = threads + 1
	thread:set("thread_number", threads)
end

function init(args)
	local file = io.open(args[2], "rb")
	local body = file:read("*a")
	local from, to = body:find("@ONCE@", 1, true)

	file:close()
	path = args[1]
	before, after = body:sub(1, from - 1), body:sub(to + 1)
	headers = {
		["Content-Type"] = "multipart/form-data; boundary=" .. args[3],
		["Cookie"] = args[4],
	}
end

function request()
	sent = sent + 1
	return wrk.format("POST", path, headers,
		before .. string.format("bench-%d-%d-%d", os.time(), thread_number, sent) .. after)
end

function done(summary, latency)
	local e = summary.errors
	io.write(string.format(
		'\nRESULT {"requests":%d,"seconds":%f,"bytes":%d,"p50_ms":%f,"p99_ms":%f,"errors":%d}\n',
		summary.requests, summary.duration / 1e6, summary.bytes, latency:percentile(50) / 1e3,
		latency:percentile(99) / 1e3, e.connect + e.read + e.write + e.status + e.timeout))
end
