"""One answer in the form that a channel can show: cards, buttons and long texts, or what stands for them."""
