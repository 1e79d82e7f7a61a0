// The chat of the socket.io tutorial, with rooms. MODE is "plain"; "recovery", which adds connectionStateRecovery; or
// "tutorial", which sends what was missed from the history as well, where recovery fails.
import { createServer } from "node:http";
import { Server } from "socket.io";
import { History } from "./history.js";

const { HISTORY, MODE, PORT, ROOMS } = process.env;
const history = new History(HISTORY);
const http = createServer();
const io = new Server(http, MODE === "plain" ? {} : { connectionStateRecovery: {} });

io.on("connection", async (socket) => {
  socket.join(ROOMS.split(","));
  socket.on("chat message", (room, body, clientOffset, callback) => {
    const { message, repeated } = history.store(socket.handshake.auth.user, room, body, clientOffset);
    if (!repeated) io.to(room).emit("chat message", message);
    callback({ id: message.id, seq: message.seq });
  });
  if (MODE === "tutorial" && !socket.recovered) {
    const missed = (message) => socket.emit("chat message", message);
    await history.each(socket.handshake.auth.serverOffset ?? 0, missed);
  }
});

http.listen(Number(PORT), "127.0.0.1", () => process.send("listening"));
