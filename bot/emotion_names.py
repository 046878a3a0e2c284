"""The emotions that the assistant tells apart."""

CALM = "calm"
UPSET = "upset"
ANGRY = "angry"
EMOTIONS = (CALM, UPSET, ANGRY)
