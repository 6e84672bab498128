/** Playback licences: keys for players, for as long as rights and what was paid for allow it. */
@NullMarked
package playhouse.serving.acquisition.licences;

import org.jspecify.annotations.NullMarked;
