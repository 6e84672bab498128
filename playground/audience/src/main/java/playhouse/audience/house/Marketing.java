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
    shift.note(
        MentionSeen.newBuilder()
            .setNetwork(chance.pick("weibo", "mastodon"))
            .setSentiment(chance.pick("positive", "neutral", "negative"))
            .build());
  }

  private static void campaign(Shift shift, String channel, String campaign) {
    Chance chance = shift.chance();
    shift.note(
        SpendBooked.newBuilder()
            .setCampaign(campaign)
            .setChannel(channel)
            .setAmountMicros(chance.between(20L, 400L) * 1_000_000)
            .setCurrency("USD")
            .build());
    shift.note(
        ClickTracked.newBuilder()
            .setClick(shift.nextId())
            .setCampaign(campaign)
            .setChannel(channel)
            .build());
    if (chance.hit(0.2)) {
      shift.note(
          ConversionAttributed.newBuilder()
              .setCampaign(campaign)
              .setChannel(channel)
              .setKind("signup")
              .setModel("last-click")
              .build());
    }
  }
}
