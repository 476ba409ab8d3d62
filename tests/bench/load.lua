-- wrk: requests drawn at random from a file of lines "PATH", "PATH<TAB>COOKIE" or "PATH<TAB>COOKIE<TAB>ETAG".
local threads = 0
local requests = {}

function setup(thread)
	threads = threads + 1
	thread:set("thread_number", threads)
end

function init(args)
	math.randomseed(os.time() * 10 + thread_number)
	for line in io.lines(args[1]) do
		local path, cookie, tag = line:match("^([^\t]*)\t?([^\t]*)\t?(.*)$")
		local headers = {}
		if cookie ~= "" then headers.Cookie = cookie end
		if tag ~= "" then headers["If-None-Match"] = tag end
		requests[#requests + 1] = wrk.format("GET", path, headers)
	end
end

function request()
	return requests[math.random(#requests)]
end

function done(summary, latency)
	local e = summary.errors
	io.write(string.format(
		'\nRESULT {"requests":%d,"seconds":%f,"bytes":%d,"p50_ms":%f,"p99_ms":%f,"errors":%d}\n',
		summary.requests, summary.duration / 1e6, summary.bytes, latency:percentile(50) / 1e3,
		latency:percentile(99) / 1e3, e.connect + e.read + e.write + e.status + e.timeout))
end
