// An unmodified tiktok-live-connector 2.1.0 in a room; prints what it hears as JSON lines.
//
//     node connector_client.js TIKTOK_URL WEBCAST_URL SIGN_URL UNIQUE_ID
//
// Lines: {"event": "connected" | "chat" | "gift" | "follow" | "share" | "like" | "end" | "error", ...}.

const [tiktokUrl, webcastUrl, signUrl, uniqueId] = process.argv.slice(2);

const { TikTokLiveConnection } = require("tiktok-live-connector");
const { default: Config, SignConfig } = require("./node_modules/tiktok-live-connector/dist/lib/config.js");

Config.TIKTOK_HOST_WEB = new URL(tiktokUrl).host;
Config.TIKTOK_HOST_WEBCAST = new URL(webcastUrl).host;
SignConfig.basePath = signUrl;

function report(event, fields = {}) {
  console.log(JSON.stringify({ event, ...fields }));
}

function facts(data) {
  return { msg_id: String(data.common.msgId), viewer: data.user?.uniqueId };
}

const connection = new TikTokLiveConnection(uniqueId, {});
connection.on("chat", (data) => report("chat", { ...facts(data), text: data.comment }));
connection.on("gift", (data) =>
  report("gift", {
    ...facts(data),
    gift: data.giftDetails.giftName,
    diamonds: data.giftDetails.diamondCount,
    count: data.repeatCount,
    is_end: Boolean(data.repeatEnd),
    group: String(data.groupId),
  }),
);
connection.on("like", (data) =>
  report("like", { ...facts(data), count: data.likeCount, total: Number(data.totalLikeCount) }),
);
connection.on("follow", (data) => report("follow", facts(data)));
connection.on("share", (data) => report("share", facts(data)));
connection.on("streamEnd", () => report("end"));
connection.on("error", ({ info, exception }) => report("error", { info: `${info}: ${exception}` }));
connection.on("disconnected", () => process.exit(0));

connection.connect().then(
  (state) => report("connected", { room_id: String(state.roomId) }),
  (error) => {
    report("error", { info: String(error) });
    process.exit(1);
  },
);
