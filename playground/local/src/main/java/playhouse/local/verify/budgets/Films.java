package playhouse.local.verify.budgets;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import playhouse.local.process.LocalFailure;

/** An advertiser's film and landing page, on this machine. */
final class Films implements AutoCloseable {
  static final int MILLIS = 10_000;
  private static final int BYTES = 20_000;

  private final HttpServer server;

  Films() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new LocalFailure("films cannot be served: " + e.getMessage(), e);
    }
    serve("/film.mp4", "video/mp4", film());
    serve("/page", "text/html", "<html></html>".getBytes(StandardCharsets.UTF_8));
    server.start();
  }

  String at(String path) {
    return "http://127.0.0.1:" + server.getAddress().getPort() + path;
  }

  private void serve(String path, String type, byte[] body) {
    server.createContext(
        path,
        exchange -> {
          exchange.getResponseHeaders().set("Content-Type", type);
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
  }

  /** The boxes of an MP4 that say what it is and how long it lasts, and bytes for the rest. */
  private static byte[] film() {
    ByteBuffer film = ByteBuffer.allocate(BYTES);
    film.putInt(16).put("ftypisom".getBytes(StandardCharsets.US_ASCII)).putInt(0);
    film.putInt(116).put("moov".getBytes(StandardCharsets.US_ASCII));
    film.putInt(108).put("mvhd".getBytes(StandardCharsets.US_ASCII));
    film.putInt(0).putInt(0).putInt(0).putInt(1_000).putInt(MILLIS);
    return film.array();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
