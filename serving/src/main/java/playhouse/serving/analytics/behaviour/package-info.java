/**
 * How people go their ways: funnels, who comes back, and what comes next. Read from the newest
 * snapshots of core tables, where tests, staff and bots are left out and each event is once; what
 * was done under a pseudonym that was merged is the person's.
 */
@NullMarked
package playhouse.serving.analytics.behaviour;

import org.jspecify.annotations.NullMarked;
