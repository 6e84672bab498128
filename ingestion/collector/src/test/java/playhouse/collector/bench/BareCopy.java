package playhouse.collector.bench;

import io.javalin.Javalin;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** The least that a door must do: lines from HTTP into Kafka as they are, durable, unread. */
public final class BareCopy {

  private final KafkaProducer<byte[], byte[]> producer;

  private BareCopy(Map<String, Object> settings) {
    producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
  }

  /** Arguments: port, bootstrap servers. */
  public static void main(String[] args) {
    BareCopy copy =
        new BareCopy(
            playhouse.collector.log.KafkaSettings.door(args[1], java.time.Duration.ofSeconds(10)));
    Javalin.create(
            config -> {
              config.startup.showJavalinBanner = false;
              config.jetty.host = "127.0.0.1";
              config.jetty.port = Integer.parseInt(args[0]);
              config.jetty.threadPool = new QueuedThreadPool(128);
              config.routes.get("/health", request -> request.result("up"));
              config.routes.post("/v1/events", copy::take);
            })
        .start();
  }

  private void take(Context request) throws IOException, ExecutionException, InterruptedException {
    byte[] body = request.req().getInputStream().readAllBytes();
    List<Future<?>> sent = new ArrayList<>();
    int from = 0;
    for (int i = 0; i <= body.length; i++) {
      if (i == body.length || body[i] == '\n') {
        if (i > from) {
          byte[] line = Arrays.copyOfRange(body, from, i);
          byte[] key = Arrays.copyOf(line, Math.min(16, line.length));
          sent.add(producer.send(new ProducerRecord<>("interaction", key, line)));
        }
        from = i + 1;
      }
    }
    for (Future<?> one : sent) {
      one.get();
    }
    request.result("{\"accepted\":" + sent.size() + "}");
  }
}
