-- Reads of very many pages by readers at very many addresses, for wrk.
function request()
  local page = math.random(10000) - 1
  local from = math.random(65536) - 1
  local headers = {
    ["X-Forwarded-For"] = "10.9." .. math.floor(from / 256) .. "." .. from % 256,
    ["Accept-Encoding"] = "br",
  }
  return wrk.format("GET", "/api/v1/thread?site=blog&url=https%3A%2F%2Fblog.example%2Fpage%2F" .. page, headers)
end
