package playhouse.audience.live;

import java.util.Optional;
import playhouse.audience.render.CloudEventJson;
import playhouse.audience.render.Dressed;
import playhouse.audience.send.Destination;
import playhouse.audience.send.Lane;

/** Sends history through the front door, as anybody else would have to. */
public final class DoorDestination implements Destination {

  private final Postman postman;

  /** By that postman, who is not closed with it. */
  public DoorDestination(Postman postman) {
    this.postman = postman;
  }

  @Override
  public Lane open(String name) {
    CloudEventJson json = new CloudEventJson();
    return new Lane() {
      @Override
      public void send(Dressed event) {
        byte[] bytes = json.line(event, event.envelope().getSent());
        postman.give(new Parcel(bytes, Optional.of(event.type().family()), false, ""));
      }

      @Override
      public void finish() {}

      @Override
      public void close() {}
    };
  }

  @Override
  public void close() {}
}
