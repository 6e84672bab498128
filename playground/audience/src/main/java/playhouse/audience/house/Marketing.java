package playhouse.audience.house;

import playhouse.audience.world.Chance;
import playhouse.contracts.facts.ClickTracked;
import playhouse.contracts.facts.ConversionAttributed;
import playhouse.contracts.facts.MentionSeen;
import playhouse.contracts.facts.SpendBooked;

/** What brings people here: campaigns cost and are clicked, and networks talk. */
final class Marketing {

  private static final String[] CHANNELS = {"search", "social", "partner", "referral", "campaign"};

  private Marketing() {}

  static void work(Shift shift) {
    Chance chance = shift.chance();
    for (String channel : CHANNELS) {
      campaign(shift, channel, channel + "-" + chance.between(1, 3));
    }
    int mentions = chance.poisson(2);
    for (int i = 0; i < mentions; i++) {
      shift.note(
          MentionSeen.newBuilder()
              .setNetwork(chance.pick("weibo", "mastodon", "x"))
              .setSentiment(chance.pick("positive", "neutral", "negative"))
              .build());
    }
  }

  private static void campaign(Shift shift, String channel, String campaign) {
    Chance chance = shift.chance();
    shift.note(
        SpendBooked.newBuilder()
            .setCampaign(campaign)
            .setChannel(channel)
            .setAmountMicros(chance.between(500L, 12_000L) * 1000)
            .setCurrency(channel.equals("social") ? "EUR" : "USD")
            .build());
    int clicks = chance.between(2, 6);
    for (int i = 0; i < clicks; i++) {
      shift.note(
          ClickTracked.newBuilder()
              .setClick(shift.nextId())
              .setCampaign(campaign)
              .setChannel(channel)
              .build());
    }
    if (chance.hit(0.1)) {
      shift.note(
          ConversionAttributed.newBuilder()
              .setCampaign(campaign)
              .setChannel(channel)
              .setKind(chance.pick("signup", "paying"))
              .setModel("last-click")
              .build());
    }
  }
}
